/* How does the page recompute a traced program, and show its modes step by step?
   Every number is computed here from the trace; every formula comes with it, as a tree. */
(() => {
  "use strict";

  // --- the mathematics ------------------------------------------------------------------------

  /* Each primitive: its value z, the partial derivative by each operand, and where it is defined.
     The tests hold this table against the reference module. */
  const PRIMITIVES = {
    log: { value: (x) => Math.log(x), partials: [(z, x) => 1 / x],
           defined: (x) => x > 0, needs: "log needs a positive number" },
    exp: { value: (x) => Math.exp(x), partials: [(z) => z] },
    sin: { value: (x) => Math.sin(x), partials: [(z, x) => Math.cos(x)] },
    cos: { value: (x) => Math.cos(x), partials: [(z, x) => -Math.sin(x)] },
    tanh: { value: (x) => Math.tanh(x), partials: [(z) => 1 - z * z] },
    sqrt: { value: (x) => Math.sqrt(x), partials: [(z) => 1 / (2 * z)],
            defined: (x) => x >= 0, needs: "a root needs a number that is not negative" },
    square: { value: (x) => x * x, partials: [(z, x) => 2 * x] },
    reciprocal: { value: (x) => 1 / x, partials: [(z) => -z * z],
                  defined: (x) => x !== 0, needs: "division needs a number other than zero" },
    negative: { value: (x) => -x, partials: [() => -1] },
    add: { value: (x, y) => x + y, partials: [() => 1, () => 1] },
    subtract: { value: (x, y) => x - y, partials: [() => 1, () => -1] },
    multiply: { value: (x, y) => x * y, partials: [(z, x, y) => y, (z, x) => x] },
    divide: { value: (x, y) => x / y, partials: [(z, x, y) => 1 / y, (z, x, y) => -x / (y * y)],
              defined: (x, y) => y !== 0, needs: "division needs a number other than zero" },
    power: { value: (x, n) => Math.pow(x, n),
             partials: [(z, x, n) => (n === 0 ? 0 : n * Math.pow(x, n - 1)),
                        (z, x) => (x === 0 ? 0 : z * Math.log(x))],
             defined: (x, n) => Number.isFinite(Math.pow(x, n)),
             needs: "this power does not exist here" },
  };

  const isReference = (operand) => typeof operand === "number";

  /** Values, partials, tangents for each seed, adjoints; and where one of them does not exist. */
  function compute(program, inputs) {
    const { nodes, output, sliders } = program;
    const values = [];
    const partials = nodes.map(() => []);
    let problem = null;
    nodes.forEach((node, i) => {
      if (node.op === "input") {
        values.push(inputs[i]);
        return;
      }
      const primitive = PRIMITIVES[node.op];
      const operands = node.args.map((a) => (isReference(a) ? values[a] : a.constant));
      const known = operands.every(Number.isFinite);
      const fine = known && (!primitive.defined || primitive.defined(...operands));
      const z = fine ? primitive.value(...operands) : NaN;
      values.push(z);
      if (known && !Number.isFinite(z) && !problem) {
        problem = { node: i, derivative: false,
                    why: fine ? "the result is too large" : primitive.needs };
      }
      node.args.forEach((a, k) => {
        if (!isReference(a)) return;
        const d = Number.isFinite(z) ? primitive.partials[k](z, ...operands) : NaN;
        partials[i].push(d);
        if (Number.isFinite(z) && !Number.isFinite(d) && !problem) {
          problem = { node: i, derivative: true, why: "its derivative is infinite here" };
        }
      });
    });
    const parents = nodes.map((node) => (node.args || []).filter(isReference));
    const tangents = sliders.map((seed) => {
      const t = [];
      nodes.forEach((node, i) => {
        t.push(node.op === "input" ? Number(i === seed)
          : parents[i].reduce((sum, p, k) => sum + partials[i][k] * t[p], 0));
      });
      return t;
    });
    const adjoints = nodes.map(() => 0);
    adjoints[output] = 1;
    for (let i = nodes.length - 1; i >= 0; i--) {
      parents[i].forEach((p, k) => {
        // A node that the output does not depend on sends nothing, whatever its partials are.
        if (adjoints[i] !== 0) adjoints[p] += adjoints[i] * partials[i][k];
      });
    }
    return { values, partials, parents, tangents, adjoints, problem };
  }

  // --- writing --------------------------------------------------------------------------------

  const MINUS = "\u2212";
  const SUPERSCRIPTS = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴",
                         5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

  /** Four significant digits; the same rule as `format_number` in notation.py. */
  function format(x) {
    if (!Number.isFinite(x)) return "—";
    if (x === 0) return "0";
    const [digits, exponent] = Math.abs(x).toExponential(3).split("e");
    const power = Number(exponent);
    let text;
    if (power >= -3 && power < 4) {
      text = Number(`${digits}e${power}`).toFixed(Math.max(0, 3 - power));
      if (text.includes(".")) text = text.replace(/\.?0+$/, "");
    } else {
      const raised = [...String(power)].map((c) => SUPERSCRIPTS[c]).join("");
      text = `${Number(digits)}×10${raised}`;
    }
    return (x < 0 ? MINUS : "") + text;
  }

  /** The number that is shown for x. */
  const rounded = (x) => (Number.isFinite(x) ? Number(x.toPrecision(4)) : x);
  /** "=" where it is true of the numbers as they are shown, else "≈". */
  const relate = (shown, x) =>
    Math.abs(shown - rounded(x)) <= 1e-12 * Math.abs(shown) && rounded(shown) === rounded(x)
      ? "=" : "≈";
  const isExact = (x) => rounded(x) === x;

  /** A formula as HTML. `fill` says what stands in a slot; `loose` where −2 needs no parentheses. */
  function write(tree, fill, loose = true) {
    if (typeof tree === "string") return tree;
    const [kind, ...parts] = tree;
    switch (kind) {
      case "a": case "v": case "t": {
        const text = fill(tree);
        return text.startsWith(MINUS) && !loose ? `(${text})` : text;
      }
      case "op": return `<span class="ad-op">${parts[0]}</span>`;
      case "row": return parts.map((p, k) => // a leading minus is a sign, not an operator
        k === 0 && p[0] === "op" ? p[1] : write(p, fill, loose && k === 0)).join("");
      case "frac": return `<span class="ad-frac"><span>${write(parts[0], fill)}</span>` +
                          `<span>${write(parts[1], fill)}</span></span>`;
      case "root": return `<span class="ad-root">√<span>${write(parts[0], fill)}</span></span>`;
      case "sup": return `${write(parts[0], fill, false)}<sup>${write(parts[1], fill)}</sup>`;
      case "fn": return `<span class="ad-fn">${parts[0]}</span>${write(parts[1], fill, false)}`;
      default: return `(${write(parts[0], fill)})`;
    }
  }

  const sayNumber = (text) => text.replace(MINUS, "minus ");

  /** The same formula in words. */
  function say(tree, fill) {
    if (typeof tree === "string") return sayNumber(tree);
    const [kind, ...parts] = tree;
    switch (kind) {
      case "a": case "v": case "t": return sayNumber(fill(tree));
      case "op": return { "·": "times", "+": "plus", [MINUS]: "minus" }[parts[0]];
      case "row": return parts.map((p, k) => // 2√x is said 2 times the root of x
        (k && p[0] !== "op" && parts[k - 1][0] !== "op" ? "times " : "") + say(p, fill)).join(" ");
      case "frac": return `${say(parts[0], fill)} over ${say(parts[1], fill)}`;
      case "root": return `the root of ${say(parts[0], fill)}`;
      case "sup": {
        const exponent = say(parts[1], fill);
        return say(parts[0], fill) +
          (exponent === "2" ? " squared" : ` to the power ${exponent}`);
      }
      case "fn": return `${parts[0]} of ${say(parts[1], fill)}`;
      default: return `open bracket ${say(parts[0], fill)} close bracket`;
    }
  }

  const LINE = 22; // the height of a card's line, as in figure.py

  // --- the steps ------------------------------------------------------------------------------

  /** The steps of a mode, in the order of its algorithm. */
  function stepsOf(mode, program, parents) {
    const inner = program.nodes.map((_, i) => i).filter((i) => program.nodes[i].op !== "input");
    if (mode !== "reverse") {
      return [{ kind: "inputs" }, ...inner.map((node) => ({ kind: "node", node }))];
    }
    const steps = [{ kind: "stored" }, { kind: "seed", node: program.output }];
    for (let node = program.nodes.length - 1; node >= 0; node--) {
      if (node === program.output) continue;
      const edges = [];
      parents.forEach((sources, child) => sources.forEach((source, k) => {
        if (source === node) edges.push({ child, k });
      }));
      if (!edges.length) steps.push({ kind: "alone", node });
      edges.forEach((_, arrived) => steps.push({ kind: "arrival", node, edges, arrived }));
    }
    return steps;
  }

  // --- one widget -----------------------------------------------------------------------------

  function mount(root) {
    const program = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
    const { nodes, output, sliders, inputs } = program;
    const one = (selector) => root.querySelector(selector);
    const all = (selector) => [...root.querySelectorAll(selector)];
    const values = nodes.map((node) => node.value);
    let numbers = compute(program, values);
    const { parents } = numbers;
    const steps = {};
    for (const mode of program.modes) steps[mode] = stepsOf(mode, program, parents);
    const state = { mode: program.start, seed: 0, at: { evaluation: 0, reverse: 0 } };
    const places = sliders.map(() => 0); // in the forward mode, one for each seed

    const place = (mode = state.mode, seed = state.seed) =>
      (mode === "forward" ? places[seed] : state.at[mode]);
    const name = (i, kind = "value") => nodes[i].name[kind];
    const spoken = (i, kind = "value") =>
      nodes[i].name.say + { value: "", tangent: " dot", adjoint: " bar" }[kind];
    const list = (items) => items.length < 2 ? items.join("")
      : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;

    /** What stands in the slots of node i's formulas: names, or numbers. */
    function filler(i, incoming, asNumbers, voice) {
      const show = (j, kind) => {
        if (!asNumbers) return voice ? spoken(j, kind) : name(j, kind);
        const found = { value: numbers.values, tangent: numbers.tangents[state.seed],
                        adjoint: numbers.adjoints }[kind];
        return format(found[j]);
      };
      return ([kind, k]) => {
        if (kind === "v") return show(i, "value");
        if (kind === "t") return show(...incoming);
        const operand = nodes[i].args[k];
        return isReference(operand) ? show(operand, "value") : format(operand.constant);
      };
    }

    const valueOf = (i) => numbers.values[i];
    const shownOperands = (i) =>
      nodes[i].args.map((a) => rounded(isReference(a) ? valueOf(a) : a.constant));
    /** The partial derivative by the k-th traced operand, from the numbers as they are shown. */
    const shownPartial = (i, k) => {
      const position = nodes[i].args.map((a, j) => (isReference(a) ? j : -1)).filter((j) => j >= 0);
      return PRIMITIVES[nodes[i].op].partials[position[k]](
        rounded(valueOf(i)), ...shownOperands(i));
    };

    const line = (left, relation, right, kind = "") =>
      `<span class="ad-left ad-${kind}">${left}</span><span class="ad-relation">${relation}</span>` +
      `<span class="ad-right">${right}</span>`;
    const chunk = (relation, text) => `<span class="ad-chunk">${
      relation && `<span class="ad-relation">${relation}</span>`}${text}</span>`;
    const result = (x, kind) => `<b class="ad-${kind}">${format(x)}</b>`;

    /** The lines v = expression = numbers = value. */
    function valueLines(i) {
      const tree = nodes[i].expression;
      const z = valueOf(i);
      const relation = relate(PRIMITIVES[nodes[i].op].value(...shownOperands(i)), z);
      return {
        math: line(name(i), "=", chunk("", write(tree, filler(i))) +
          chunk("=", write(tree, filler(i, null, true))) + chunk(relation, result(z, "value")),
          "value"),
        speech: `${spoken(i)} = ${say(tree, filler(i, null, false, true))} = ` +
          `${say(tree, filler(i, null, true, true))} = ${sayNumber(format(z))}.`,
      };
    }

    /** A sum of signed terms; `looks` gives each term its class. */
    function sum(terms, looks = []) {
      return terms.map(([s, text], k) => {
        const first = k === 0 && s === MINUS ? MINUS : "";
        const between = k === 0 ? "" : `<span class="ad-op">${s}</span>`;
        return `${between}<span class="ad-term ${looks[k] || ""}">${first}${text}</span>`;
      }).join("");
    }
    const saySum = (terms) => terms.map(([s, text], k) =>
      (k === 0 ? (s === MINUS ? "minus " : "") : s === MINUS ? " minus " : " plus ") + text).join("");

    const partialBy = (child, parent) =>
      `<span class="ad-frac ad-small"><span>∂${name(child)}</span><span>∂${name(parent)}</span></span>`;
    const after = (s) => s === MINUS; // a minus before a term puts −2 in parentheses

    function tangentLines(i) {
      const terms = nodes[i].forward;
      const t = numbers.tangents[state.seed];
      const fillers = (asNumbers, voice) => terms.map(([s, tree], k) => {
        const fill = filler(i, [parents[i][k], "tangent"], asNumbers, voice);
        return [s, voice ? say(tree, fill) : write(tree, fill, k === 0 && !after(s))];
      });
      const general = parents[i].map((p) =>
        ["+", `${partialBy(i, p)}<span class="ad-op">·</span>${name(p, "tangent")}`]);
      const relation = relate(parents[i].reduce(
        (total, p, k) => total + shownPartial(i, k) * rounded(t[p]), 0), t[i]);
      return {
        math: line(name(i, "tangent"), "=", sum(general), "tangent") +
          line("", "=", sum(fillers(false))) +
          line("", "=",
            chunk("", sum(fillers(true))) + chunk(relation, result(t[i], "tangent"))),
        speech: `${spoken(i, "tangent")} = ${saySum(fillers(false, true))} = ` +
          `${saySum(fillers(true, true))} = ${sayNumber(format(t[i]))}.`,
      };
    }

    function adjointLines({ node, edges, arrived }) {
      const a = numbers.adjoints;
      const looks = edges.map((_, j) => j < arrived ? "" : j === arrived ? "ad-now" : "ad-later");
      const fillers = (asNumbers, voice) => edges.map(({ child, k }, j) => {
        const [s, tree] = nodes[child].reverse[k];
        const fill = filler(child, [child, "adjoint"], asNumbers, voice);
        return [s, voice ? say(tree, fill) : write(tree, fill, j === 0 && !after(s))];
      });
      const general = edges.map(({ child }) =>
        ["+", `${name(child, "adjoint")}<span class="ad-op">·</span>${partialBy(child, node)}`]);
      const soFar = partialAdjoint({ edges, arrived });
      const complete = arrived === edges.length - 1;
      const shown = fillers(true).slice(0, arrived + 1);
      const rest = complete ? "" : '<span class="ad-op">+</span><span class="ad-later">…</span>';
      const relation = relate(edges.slice(0, arrived + 1).reduce(
        (total, { child, k }) => total + rounded(a[child]) * shownPartial(child, k), 0), soFar);
      return {
        math: line(name(node, "adjoint"), "=", sum(general, looks), "adjoint") +
          line("", "=", sum(fillers(false), looks)) +
          line("", "=", chunk("", `${sum(shown, looks)}${rest}`) +
            chunk(relation, `${result(soFar, "adjoint")}${rest}`)),
        speech: `${spoken(node, "adjoint")} = ${saySum(fillers(false, true))}. ` +
          `${complete ? "" : "So far: "}${saySum(fillers(true, true).slice(0, arrived + 1))} = ` +
          `${sayNumber(format(soFar))}.`,
      };
    }

    const partialAdjoint = ({ edges, arrived }) => edges.slice(0, arrived + 1).reduce(
      (total, { child, k }) => total + (numbers.adjoints[child] === 0 ? 0
        : numbers.adjoints[child] * numbers.partials[child][k]), 0);

    const derivative = (i, voice) => voice
      ? `the derivative of ${spoken(output)} by ${spoken(i)}`
      : `<span class="ad-inline">∂${name(output)}/∂${name(i)}</span>`;
    const inline = (text) => `<span class="ad-inline">${text}</span>`;

    /** Names with their numbers, side by side. */
    const listing = (indices, kind, number) => `<span class="ad-list">${indices.map((i) =>
      `<span class="ad-pair"><span class="ad-left ad-${kind}">${name(i, kind)}</span>` +
      `<span class="ad-relation">${isExact(number(i)) ? "=" : "≈"}</span>` +
      `${result(number(i), kind)}</span>`).join("")}</span>`;

    /** What a step shows: a heading, the mathematics, words below it, and all of it spoken. */
    function explain() {
      const step = steps[state.mode][place()];
      const last = place() === steps[state.mode].length - 1;
      const seed = sliders[state.seed];
      const t = numbers.tangents[state.seed];
      const computed = nodes.map((_, i) => i).filter((i) => nodes[i].op !== "input");
      if (step.kind === "inputs" && state.mode === "evaluation") {
        return {
          head: "The inputs are given",
          math: listing(inputs, "value", valueOf),
          words: `Then each node is computed after its parents: ${
            list(computed.map((i) => inline(name(i))))}.`,
          speech: inputs.map((i) => `${spoken(i)} = ${sayNumber(format(valueOf(i)))}`).join(", "),
        };
      }
      if (step.kind === "inputs") {
        return {
          head: "The seed chooses the direction",
          math: listing(inputs, "tangent", (i) => t[i]),
          words: `Every tangent will be a derivative by ${inline(name(seed))}: ${
            inline(`<i>v̇</i> = ∂<i>v</i>/∂${name(seed)}`)}.`,
          speech: inputs.map((i) => `${spoken(i, "tangent")} = ${format(t[i])}`).join(", "),
        };
      }
      if (step.kind === "node") {
        const from = [...new Set(parents[step.node])];
        const shown = valueLines(step.node);
        const head = `${inline(name(step.node))} from ${list(from.map((p) => inline(name(p))))}`;
        if (state.mode === "evaluation") {
          return { head, ...shown, words: last && step.node === output
            ? `${inline(name(output))} is what the program returns.` : "" };
        }
        const tangent = tangentLines(step.node);
        const done = last && step.node === output;
        return {
          head: `${head}, and its tangent`,
          math: shown.math + tangent.math,
          words: !done ? ""
            : `${inline(name(output, "tangent"))} is ${derivative(seed)}.` +
              (sliders.length > 1 ? " Another input needs another pass." : ""),
          speech: `${shown.speech} ${tangent.speech}`,
        };
      }
      if (step.kind === "stored") {
        return {
          head: "All values are stored",
          math: listing(nodes.map((_, i) => i), "value", valueOf),
          words: "The evaluation is done. The way back needs its values.",
          speech: "The way back starts at the output.",
        };
      }
      if (step.kind === "seed") {
        return {
          head: `${inline(name(output))} changes with itself`,
          math: line(name(output, "adjoint"), "=",
            `${partialBy(output, output)}<span class="ad-relation">=</span>${result(1, "adjoint")}`,
            "adjoint"),
          words: `Every adjoint will be a derivative of ${inline(name(output))}: ${
            inline(`<i>v̄</i> = ∂${name(output)}/∂<i>v</i>`)}.`,
          speech: `${spoken(output, "adjoint")} = 1.`,
        };
      }
      const gradient = last ? `One pass gave ${list(sliders.map((i) =>
        `${derivative(i)} ${isExact(numbers.adjoints[i]) ? "=" : "≈"} ${
          inline(format(numbers.adjoints[i]))}`))}.` : "";
      if (step.kind === "alone") {
        return {
          head: `No node reads ${inline(name(step.node))}`,
          math: line(name(step.node, "adjoint"), "=", result(0, "adjoint"), "adjoint"),
          words: gradient || `${inline(name(output))} does not depend on it.`,
          speech: `${spoken(step.node, "adjoint")} = 0.`,
        };
      }
      const { node, edges, arrived } = step;
      const child = edges[arrived].child;
      const shown = adjointLines(step);
      const count = edges.length;
      return {
        head: `${inline(name(child))} sends its share to ${inline(name(node))}`,
        math: shown.math,
        words: [count === 1 ? "" : arrived < count - 1
          ? `${inline(name(node))} is used ${count === 2 ? "twice" : `${count} times`}. Contribution ${arrived + 1} of ${count}.`
          : `${count === 2 ? "Both" : `All ${count}`} contributions have arrived, and they add.`, gradient]
          .filter(Boolean).join(" "),
        speech: shown.speech,
      };
    }

    /** What a mode has reached: for each node its value, tangent and adjoint, or null.
        An adjoint is open while contributions are still to come. */
    function known(mode, seed) {
      const done = steps[mode].slice(0, place(mode, seed) + 1);
      const reached = new Set(done.filter((s) => s.kind === "node").map((s) => s.node));
      const found = nodes.map((node, i) => {
        const here = mode === "reverse" || node.op === "input" || reached.has(i);
        return {
          value: here ? { x: valueOf(i) } : null,
          tangent: here && mode === "forward" ? { x: numbers.tangents[seed][i] } : null,
          adjoint: null,
        };
      });
      for (const step of done) {
        if (step.kind === "seed") found[step.node].adjoint = { x: 1 };
        if (step.kind === "alone") found[step.node].adjoint = { x: 0 };
        if (step.kind === "arrival") {
          found[step.node].adjoint = { x: partialAdjoint(step),
                                       open: step.arrived < step.edges.length - 1 };
        }
      }
      return found;
    }

    /** The nodes and edges that the step uses. */
    function active() {
      const step = steps[state.mode][place()];
      if (step.kind === "node") {
        return { node: step.node,
                 edges: parents[step.node].map((_, k) => ({ child: step.node, k })) };
      }
      if (step.kind === "arrival") return { node: step.node, edges: [step.edges[step.arrived]] };
      return { node: "node" in step ? step.node : null, edges: [] };
    }

    function trouble() {
      const { problem } = numbers;
      if (!problem || (problem.derivative && state.mode === "evaluation")) return null;
      const i = problem.node;
      const at = [...new Set(parents[i])];
      const where = (voice) => list(at.map((p) => voice
        ? `${spoken(p)} = ${sayNumber(format(valueOf(p)))}`
        : inline(`${name(p)} = ${format(valueOf(p))}`)));
      const what = problem.derivative ? "has no derivative" : "is not defined";
      const formula = inline(`${name(i)} = ${write(nodes[i].expression, filler(i))}`);
      return {
        html: `${formula} ${what} at ${where(false)}: ${problem.why}. Move a slider.`,
        speech: `${spoken(i)} ${what} at ${where(true)}: ${problem.why}. Move a slider.`,
      };
    }

    const ABOUT = {
      evaluation: "Values, from inputs to output.",
      forward: "Seed",
      reverse: "Adjoints, from output to inputs.",
    };
    const EMPTY = '<span aria-hidden="true">·</span><span class="ad-sr">not yet</span>';
    const UNDEFINED = '<span aria-hidden="true">—</span><span class="ad-sr">undefined</span>';

    /** Fill the table: a column keeps what its own mode has reached while the reader is elsewhere. */
    function renderTable(now) {
      const column = (kind, seed) => {
        if (kind === "value") return now;
        const mode = kind === "tangent" ? "forward" : "reverse";
        const here = state.mode === mode && (kind === "adjoint" || state.seed === seed);
        return here || place(mode, seed) > 0 ? known(mode, seed) : null;
      };
      const columns = {};
      for (const cell of all("td[data-cell]")) {
        const { cell: kind, seed = "" } = cell.dataset;
        const key = kind + seed;
        if (!(key in columns)) columns[key] = column(kind, Number(seed));
        const entry = columns[key] && columns[key][Number(cell.parentNode.dataset.rowOf)][kind];
        cell.innerHTML = !entry ? EMPTY : Number.isFinite(entry.x)
          ? `<data value="${entry.x}">${format(entry.x)}</data>${entry.open ? " + …" : ""}`
          : UNDEFINED;
      }
    }

    /** Write long numbers smaller, so that they stay inside their cards and between them. */
    function fit(texts) {
      for (const text of texts) text.style.fontSize = "";
      // All are measured before any is changed: the page is laid out once.
      const sizes = texts.map((text) => {
        const node = text.closest(".ad-node");
        const room = !node ? Number(text.parentNode.dataset.room)
          : node.querySelector(".ad-card").width.baseVal.value - text.x.baseVal[0].value - 5;
        const share = room / text.getComputedTextLength(); // infinite in the view that is hidden
        return share < 1 ? `${share * parseFloat(getComputedStyle(text).fontSize)}px` : "";
      });
      texts.forEach((text, k) => { text.style.fontSize = sizes[k]; });
    }

    /** Keep the lines of a card in its middle, however many of them are there. */
    function center(group) {
      const rows = [...group.querySelectorAll("[data-row]")];
      const lines = [["value"], ["tangent", "adjoint"]].map((kinds) =>
        rows.filter((row) => kinds.includes(row.dataset.row)));
      const missing = lines.filter((line) => line.length &&
        line.every((row) => row.classList.contains("ad-pending"))).length;
      group.querySelector(".ad-lines").style.transform = `translateY(${(missing * LINE) / 2}px)`;
    }

    function render({ announce = true } = {}) {
      const { mode } = state;
      const count = steps[mode].length;
      root.dataset.mode = mode;
      const now = known(mode, state.seed);
      const { node: at, edges } = active();
      const inUse = new Set(edges.map(({ child, k }) => `${child}:${k}`));
      const long = [];
      for (const group of all(".ad-node")) {
        const i = Number(group.dataset.node);
        group.classList.toggle("ad-active", i === at);
        group.classList.toggle("ad-source", edges.some(({ child, k }) =>
          mode === "reverse" ? child === i : parents[child][k] === i));
        for (const row of group.querySelectorAll("[data-row]")) {
          const entry = now[i][row.dataset.row];
          row.classList.toggle("ad-pending", !entry);
          if (entry) {
            const text = row.querySelector(".ad-number");
            text.textContent =
              format(entry.x) + (entry.open && Number.isFinite(entry.x) ? " +" : "");
            if (text.textContent.length > 5) long.push(text);
          }
        }
        center(group);
      }
      for (const edge of all(".ad-edge")) {
        edge.classList.toggle("ad-active", inUse.has(edge.dataset.edge));
      }
      for (const label of all(".ad-edge-label")) {
        const [child, k] = label.dataset.edge.split(":").map(Number);
        const partial = numbers.partials[child][k];
        const shown = inUse.has(label.dataset.edge) && mode !== "evaluation";
        label.firstChild.textContent =
          shown && Number.isFinite(partial) ? `× ${format(partial)}` : "";
        if (shown) long.push(label.firstChild);
      }
      fit(long);
      for (const row of all("tr[data-row-of]")) {
        row.classList.toggle("ad-active", Number(row.dataset.rowOf) === at);
      }
      renderTable(now);

      const bad = trouble();
      const shown = bad ? { head: "Undefined here", math: "", words: bad.html, speech: bad.speech }
        : explain();
      one(".ad-rule").classList.toggle("ad-trouble", Boolean(bad));
      one(".ad-count").textContent = `Step ${place()} of ${count - 1}`;
      one(".ad-what-now").innerHTML = shown.head;
      one(".ad-math").innerHTML = shown.math;
      one(".ad-words").innerHTML = shown.words;
      one(".ad-what").textContent = ABOUT[mode];
      one(".ad-seeds").hidden = mode !== "forward";
      one(".ad-track > div").style.width = `${(100 * place()) / (count - 1)}%`;
      for (const button of all("[data-go]")) {
        const atEnd = ["first", "back"].includes(button.dataset.go)
          ? place() === 0 : place() === count - 1;
        // Not `disabled`: the focus must stay where the reader left it.
        button.setAttribute("aria-disabled", String(atEnd));
      }
      for (const input of all(".ad-modes input")) {
        input.checked = input.value === (input.name === "mode" ? mode : String(state.seed));
      }
      if (announce) {
        const words = document.createElement("div");
        words.innerHTML = shown.words;
        one(".ad-status").textContent = bad ? bad.speech
          : `Step ${place()} of ${count - 1}. ${shown.speech} ${words.textContent}`;
      }
    }

    /** Keep the panel as high as its highest step, so that nothing below it jumps. */
    function reserve() {
      const panel = one(".ad-rule");
      const saved = { mode: state.mode, place: place() };
      panel.style.minHeight = "";
      let height = 0;
      for (let k = 0; k < steps[saved.mode].length; k++) {
        go(k, true);
        const shown = explain();
        one(".ad-what-now").innerHTML = shown.head;
        one(".ad-math").innerHTML = shown.math;
        one(".ad-words").innerHTML = shown.words;
        height = Math.max(height, panel.offsetHeight);
      }
      go(saved.place, true);
      panel.style.minHeight = `${height}px`;
    }

    function go(k, quietly = false) {
      const target = Math.min(Math.max(k, 0), steps[state.mode].length - 1);
      if (state.mode === "forward") places[state.seed] = target;
      else state.at[state.mode] = target;
      if (!quietly) render();
    }

    const MOVES = { first: () => 0, back: () => place() - 1, next: () => place() + 1,
                    last: () => steps[state.mode].length - 1 };
    // Up and down are left to the page.
    const KEYS = { ArrowLeft: "back", ArrowRight: "next", Home: "first", End: "last" };

    root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-go]");
      if (button) go(MOVES[button.dataset.go]());
    });
    root.addEventListener("keydown", (event) => {
      const move = KEYS[event.key];
      // Sliders, radio buttons and what scrolls have arrow keys of their own.
      if (!move || event.target.matches("input, .ad-scroll") || event.altKey || event.ctrlKey || event.metaKey ||
          event.shiftKey) return;
      event.preventDefault();
      go(MOVES[move]());
    });
    one(".ad-modes").addEventListener("change", (event) => {
      if (event.target.name === "mode") state.mode = event.target.value;
      else state.seed = Number(event.target.value);
      reserve();
      render();
    });
    for (const slider of all(".ad-sliders input")) {
      const i = Number(slider.dataset.input);
      const follow = (announce) => {
        values[i] = slider.valueAsNumber;
        numbers = compute(program, values);
        slider.nextElementSibling.textContent = format(values[i]);
        render({ announce });
      };
      slider.value = nodes[i].value;
      slider.addEventListener("input", () => follow(false));
      slider.addEventListener("change", () => follow(true));
    }
    for (const form of all("form")) form.addEventListener("submit", (e) => e.preventDefault());
    for (const part of all("[hidden]")) part.hidden = false;
    root.dataset.ready = "";
    let width = 0;
    new ResizeObserver(() => {
      if (root.clientWidth === width) return;
      width = root.clientWidth;
      reserve();
      render({ announce: false });
    }).observe(root);
    reserve();
    render({ announce: false });
  }

  for (const root of document.querySelectorAll(".ad-stepper:not([data-ready])")) mount(root);
})();
