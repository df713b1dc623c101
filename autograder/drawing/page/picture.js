/* How does a graph become a picture that the steps can light up? The same cards and curves as in
   figure.py, and for each step more: rows that come later, arrows of the way back, factors. */

const LINE = 22; // the height of a card's line
const PADDING = 10;
const SIDE = 8;
const FACTOR = 54;
const EQUALS = 18;
const LETTER = 8.4;
const WIDEST = 920;

const short = (x) => String(Number(x.toFixed(2)));

function widthOf(runs) {
  return add(runs.map(([style, text]) => {
    const thin = (text.match(/[\u2009\u200a]/g) || []).length;
    const size = ["sub", "sup", "supi"].includes(style) ? 0.7 : 1;
    return LETTER * (size * (text.length - (size === 1 ? thin : 0)) + 0.35 * thin);
  }));
}

/** One line of SVG text. */
function textOf(runs, x, y, { anchor = "", kind = "" } = {}) {
  let shift = 0;
  const spans = runs.map(([style, text]) => {
    const level = { sub: 4, sup: -6, supi: -6 }[style] || 0;
    const move = level === shift ? "" : ` dy="${level - shift}"`;
    shift = level;
    const look = { i: "ad-i", supi: "ad-i ad-small", n: "" }[style] ?? "ad-small";
    return `<tspan class="${look}"${move}>${escaped(text)}</tspan>`;
  });
  return `<text class="${kind}" x="${short(x)}" y="${short(y)}"${
    anchor && ` text-anchor="${anchor}"`}>${spans.join("")}</text>`;
}

/** A path through the points: straight past a layer, bent between two layers. */
function curve(points, down) {
  let path = `M${short(points[0][0])} ${short(points[0][1])}`;
  pairwise(points).forEach(([[x0, y0], [x1, y1]], k) => {
    const [mx, my] = [(x0 + x1) / 2, (y0 + y1) / 2];
    const bend = down ? [x0, my, x1, my] : [mx, y0, mx, y1];
    path += k % 2 ? `L${short(x1)} ${short(y1)}` : `C${[...bend, x1, y1].map(short).join(" ")}`;
  });
  return path;
}

function headOf([x, y], down, length) {
  const half = Math.abs(length) / 2;
  const corners = down ? [[x, y], [x - half, y - length], [x + half, y - length]]
    : [[x, y], [x - length, y - half], [x - length, y + half]];
  return `M${corners.map(([a, b]) => `${short(a)} ${short(b)}`).join("L")}Z`;
}

function edgeOf({ child, operand, points }, at, down) {
  const head = 8;
  const clear = 2;
  const shortened = (start, end) => points.map(([a, b], k) =>
    at(a + (k === 0 ? start : k === points.length - 1 ? -end : 0), b));
  const [[a, b], [c, d]] = [points[0], points[points.length - 1]];
  const arrow = (to, path, tip) =>
    `<path class="ad-line ad-to-${to}" pathLength="1" d="${path}"/>` +
    `<path class="ad-head ad-to-${to}" d="${tip}"/>`;
  return `<g class="ad-edge" data-edge="${child}:${operand}">${
    arrow("child", curve(shortened(1, head), down), headOf(at(c - clear, d), down, head))}${
    arrow("parent", curve(shortened(head, 1), down), headOf(at(a + clear, b), down, -head))}</g>`;
}

/** Points along an edge of a picture from left to right. */
const samples = ({ points }) => pairwise(points).flatMap(([[x0, y0], [x1, y1]], k) =>
  Array.from({ length: 13 }, (_, i) => {
    const t = i / 12;
    const [right, lower] = k % 2 ? [t, t] : [1.5 * t * (1 - t) + t ** 3, t * t * (3 - 2 * t)];
    return [x0 + (x1 - x0) * right, y0 + (y1 - y0) * lower];
  }));

/** Where the factors of a picture from left to right stand, covering as little as can be. */
function placesBeside(routes) {
  const curves = routes.map(samples);
  const taken = [];
  return routes.map(({ points, side }, k) => {
    const bends = points.length > 2;
    const [[a0, b0], [a1, b1]] = bends ? points.slice(-3, -1) : points;
    const middle = (a0 + a1) / 2 - (bends ? 0 : 2);
    const candidates = [[middle, Math.min(b0, b1) - 7], [middle, Math.max(b0, b1) + 16]];
    if (side > 0 && Math.abs(b0 - b1) < 20) candidates.reverse();
    candidates.push([middle, (b0 + b1) / 2 + 5]);
    const box = ([x, y]) => [x - FACTOR / 2, x + FACTOR / 2, y - 12, y + 4];
    const covered = candidates.map((place) => {
      const [left, right, top, bottom] = box(place);
      return add(curves.map((points, other) => (other === k ? 0.5 : 1) * points.filter(([x, y]) =>
        left < x && x < right && top < y && y < bottom).length)) +
        add(taken.map(([low, high, over, under]) =>
          100 * Number(low < right && left < high && over < bottom && top < under)));
    });
    const place = candidates[covered.indexOf(Math.min(...covered))];
    taken.push(box(place));
    return place;
  });
}

function labelsOf(routes, at, down) {
  const places = down ? [] : placesBeside(routes);
  return routes.map(({ child, operand, points, side }, k) => {
    const [along, across] = points[points.length - 1];
    // From top to bottom: beside the arrow's head, on the outer side.
    const [x, y] = down ? at(along - 5, across + 9 * side) : at(...places[k]);
    const anchor = !down ? "middle" : side < 0 ? "end" : "start";
    const room = down || points.length > 2 ? FACTOR : along - points[points.length - 2][0] - 8;
    return `<g class="ad-edge-label" data-edge="${child}:${operand}" data-room="${short(room)}">${
      textOf([], x, y, { anchor, kind: "ad-factor" })}</g>`;
  }).join("");
}

/** The pictures of a program, from left to right and from top to bottom; `tall` where the first
    would be too wide. rows: {kind, line}; content: the longest text of the numbers of each node. */
function drawn({ nodes, output, label, description }, rows, contents) {
  const names = nodes.map((node) => node.name);
  const slots = (node) => ([kind, k]) => {
    if (kind === "v") return node.name.runs();
    const operand = node.args[k];
    return isReference(operand) ? names[operand].runs() : [["n", format(operand.constant)]];
  };
  const expressions = nodes.map(({ rule, ...node }) => !rule ? []
    : rule.runs || runsOf(rule.expression, slots(node)));
  const nameWidth = Math.max(20, ...names.map((name) => widthOf(name.runs()) + 4));
  const lines = 1 + Math.max(-1, ...rows.map(({ line }) => line));
  const card = whole(2 * SIDE + nameWidth + EQUALS + Math.max(
    ...expressions.map(widthOf), 6.9 * LETTER, ...contents.map((t) => (t.length - 0.5) * LETTER)));
  const height = LINE * (1 + lines) + 2 * PADDING - 6;

  function cardOf(node, i, [cx, cy]) {
    const isInput = !node.rule;
    const equals = SIDE + nameWidth + (isInput ? 8 : 0);
    const up = isInput ? 1 : 0; // an input's value stands on the line of its name
    const base = (level) => PADDING + 12 + LINE * level;
    const sign = (y) => `<text class="ad-equals" x="${short(equals + 4)}" y="${y}">=</text>`;
    const name = (kind, y) => textOf(node.name.runs(kind), equals, y, { anchor: "end", kind: "ad-name" });
    const written = isInput ? "" : name("value", base(0)) + sign(base(0)) +
      textOf(expressions[i], equals + EQUALS, base(0), { kind: "ad-expression" });
    const numbers = rows.map(({ kind, line }) => {
      const y = base(1 + line - up);
      return `<g class="ad-row ad-${kind}" data-row="${kind}" data-line="${line}">${
        kind !== "value" || isInput ? name(kind, y) : ""}${sign(y)}<text class="ad-number" x="${
        short(equals + EQUALS)}" y="${y}"></text></g>`;
    });
    const radius = isInput ? Math.min(height / 2, 26) : 10;
    const kind = isInput ? "ad-input" : i === output ? "ad-output" : "ad-inner";
    const ring = i !== output ? "" : `<rect class="ad-ring" x="4" y="4" width="${
      short(card - 8)}" height="${short(height - 8)}" rx="7"/>`;
    return `<g class="ad-node ${kind}" data-node="${i}" transform="translate(${
      short(cx - card / 2)} ${short(cy - height / 2)})"><rect class="ad-card" width="${
      short(card)}" height="${short(height)}" rx="${short(radius)}"/>${ring}<g transform="translate(0 ${
      short((up * LINE) / 2)})"><g class="ad-lines">${written}${numbers.join("")}</g></g></g>`;
  }

  function view(layout, down, look) {
    const margin = 8;
    const at = (along, across) => down ? [across + margin, along + margin]
      : [along + margin, across + margin];
    const [w, h] = at(layout.along + margin, layout.across + margin);
    return `<svg class="ad-graph ${look}" viewBox="0 0 ${short(w)} ${short(h)}" style="--ad-width:${
      short(w)}px" role="img" aria-label="${escaped(label)}"><title>${escaped(label)}</title><desc>${
      escaped(description)}</desc>${layout.routes.map((r) => edgeOf(r, at, down)).join("")}${
      nodes.map((node, i) => cardOf(node, i, at(...layout.centres[i]))).join("")}${
      labelsOf(layout.routes, at, down)}</svg>`;
  }

  const parents = nodes.map((node) => node.parents);
  const labelled = rows.length > 1;
  const wide = layOut(parents, { along: card, across: height, layers: labelled ? FACTOR : 44,
                                 nodes: 20, port: 24, bend: 14 });
  const narrow = layOut(parents, { along: height, across: card, layers: labelled ? 40 : 34,
                                   nodes: 18, port: 30, bend: 22 });
  const tall = wide.along > WIDEST;
  return { tall, html: tall ? view(narrow, true, "")
    : view(wide, false, "ad-wide") + view(narrow, true, "ad-narrow") };
}

/** A graph in words, node by node. */
function describe(nodes) {
  const sentences = nodes.map((node) => {
    if (!node.rule) return `${node.name.say()} is an input`;
    const fill = ([kind, k]) => kind === "v" ? node.name.say()
      : isReference(node.args[k]) ? nodes[node.args[k]].name.say() : format(node.args[k].constant);
    return `${node.name.say()} = ${say(node.rule.expression, fill)}`;
  });
  return `${sentences.join("; ")}.`;
}
