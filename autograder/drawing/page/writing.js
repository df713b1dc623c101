/* How are numbers, names and formulas written and said? As notation.py does it in Python. */

const DOT = "\u0307";
const BAR = "\u0304";
const MARKS = { value: "", tangent: DOT, adjoint: BAR, mixed: BAR + DOT };
const SPOKEN = { value: "", tangent: " dot", adjoint: " bar", mixed: " bar dot" };
const SUPERSCRIPTS = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴",
                       5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

const escaped = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

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
const isExact = (x) => rounded(x) === x;
/** "=" where it is true of the numbers as they are shown, else "≈". */
const relate = (shown, x) =>
  Math.abs(shown - rounded(x)) <= 1e-12 * Math.abs(shown) && rounded(shown) === rounded(x)
    ? "=" : "≈";

/** A node's name, taken apart: `w1` is w with the subscript 1. */
function nameOf(text) {
  const [, base, subscript] = /^(\D.*?)_?(\d*)$/u.exec(text);
  const marked = (kind) => {
    const letters = base.match(/[^\u0300-\u036f][\u0300-\u036f]*/gu);
    letters[(letters.length - 1) >> 1] += MARKS[kind];
    return letters.join("");
  };
  return {
    runs: (kind = "value") =>
      [["i", marked(kind)], ...(subscript ? [["sub", subscript]] : [])],
    html: (kind = "value") =>
      `<i>${escaped(marked(kind))}</i>${subscript && `<sub>${subscript}</sub>`}`,
    say: (kind = "value") => base.normalize("NFD").replace("\u0303", " tilde")
      .replace("\u0302", " hat") + (subscript && ` ${subscript}`) + SPOKEN[kind],
  };
}

const inParentheses = (text, loose) => (text.startsWith(MINUS) && !loose ? `(${text})` : text);

/** A formula as HTML. `fill` says what stands in a slot; `loose` where −2 needs no parentheses. */
function write(tree, fill, loose = true) {
  if (typeof tree === "number") return inParentheses(format(tree), loose);
  const [kind, ...parts] = tree;
  switch (kind) {
    case "a": case "v": case "t": return inParentheses(fill(tree), loose);
    case "op": return `<span class="ad-op">${parts[0]}</span>`;
    case "row": return parts.map((p, k) => // a leading minus is a sign, not an operator
      k === 0 && p[0] === "op" ? p[1] : write(p, fill, loose && k === 0)).join("");
    case "frac": return `<span class="ad-frac"><span>${write(parts[0], fill)}</span>` +
                        `<span>${write(parts[1], fill)}</span></span>`;
    case "root": return `<span class="ad-root">√<span>${write(parts[0], fill)}</span></span>`;
    case "sup": return `${write(parts[0], fill, false)}<sup>${write(parts[1], fill)}</sup>`;
    case "fn": return `<span class="ad-fn">${parts[0]}</span>${write(parts[1], fill, false)}`;
    case "dot": return dotted(write(parts[0], fill));
    default: return `(${write(parts[0], fill)})`;
  }
}

/** The tangent of a longer expression: a dot behind its brackets. */
const dotted = (text) => `(${text})<sup class="ad-over">•</sup>`;

const sayNumber = (text) => text.replace(MINUS, "minus ");

/** The same formula in words. */
function say(tree, fill) {
  if (typeof tree === "number") return sayNumber(format(tree));
  const [kind, ...parts] = tree;
  switch (kind) {
    case "a": case "v": case "t": return sayNumber(fill(tree));
    case "op":
      return { "·": "times", "+": "plus", [MINUS]: "minus", ",": "and", "@": "matrix times" }[parts[0]];
    case "row": return parts.map((p, k) => // 2√x is said 2 times the root of x
      (k && p[0] !== "op" && parts[k - 1][0] !== "op" ? "times " : "") + say(p, fill)).join(" ");
    case "frac": return `${say(parts[0], fill)} over ${say(parts[1], fill)}`;
    case "root": return `the root of ${say(parts[0], fill)}`;
    case "sup": {
      const exponent = say(parts[1], fill);
      return say(parts[0], fill) + (exponent === "2" ? " squared" : ` to the power ${exponent}`);
    }
    case "fn": return `${parts[0]} of ${say(parts[1], fill)}`;
    case "dot": return `the tangent of ${say(parts[0], fill)}`;
    default: return `open bracket ${say(parts[0], fill)} close bracket`;
  }
}

/** A formula as one line of text for a picture, in runs [style, letters]: a fraction is a slash.
    `fill` gives the runs of a slot. */
function runsOf(tree, fill, loose = true) {
  if (typeof tree === "number") return [["n", inParentheses(format(tree), loose)]];
  const [kind, ...parts] = tree;
  switch (kind) {
    case "a": case "v":
      return fill(tree).map(([style, text]) => [style, inParentheses(text, loose)]);
    case "op": return [["n", parts[0] === "," ? ",\u2009" : `\u2009${parts[0]}\u2009`]];
    case "row": {
      const runs = parts.flatMap((p, k) => runsOf(p, fill, loose && k === 0));
      if (runs[0][1].startsWith("\u2009")) runs[0] = [runs[0][0], runs[0][1].replace(/\u2009/g, "")];
      return runs;
    }
    case "frac": {
      const below = runsOf(parts[1], fill, false);
      return [...runsOf(parts[0], fill), ["n", "\u200a/\u200a"],
              ...(parts[1][0] === "row" ? [["n", "("], ...below, ["n", ")"]] : below)];
    }
    case "root": return [["n", "√"], ...runsOf(parts[0], fill, false)];
    case "sup": {
      const exponent = runsOf(parts[1], fill);
      return [...runsOf(parts[0], fill, false),
              [exponent[0][0] === "i" ? "supi" : "sup", exponent.map(([, text]) => text).join("")]];
    }
    case "fn": return [["n", `${parts[0]}\u2009`], ...runsOf(parts[1], fill, false)];
    default: return [["n", "("], ...runsOf(parts[0], fill), ["n", ")"]];
  }
}

/** partial · tangent (`tangent`), or adjoint · partial: as the products J v and u J are written. */
function term([sign, tree], kind) {
  const incoming = ["t"];
  const product = (rest) => ["row", ...(kind === "tangent" ? [rest, ["op", "·"], incoming]
    : [incoming, ["op", "·"], rest])];
  if (tree === 1) return [sign, incoming];
  if (tree[0] === "frac") {
    return [sign, ["frac", tree[1] === 1 ? incoming : product(tree[1]), tree[2]]];
  }
  return [sign, product(tree)];
}

const list = (items) => items.length < 2 ? items.join("")
  : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
const inline = (text) => `<span class="ad-inline">${text}</span>`;
