/* How does a typed expression become a program? One node an operation; `v = …;` names a node.

     program    = { name "=" sum ";" } [ name "=" ] sum
     sum        = product { ("+" | "-") product }
     product    = sign { ("*" | "/") sign }
     sign       = "-" sign | power
     power      = atom [ ("^" | "**") sign ]
     atom       = number | name | function "(" sum ")" | "(" sum ")"

   What is wrong is thrown as {message, from, to}, with the place in the text. */

const LIMIT = 24;
const TOKEN = /\s*(?:([0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9]+)|(\p{L}[\p{L}\p{M}]*_?[0-9]*)|(\*\*|[-+*/^()=;\u2212·×])|($)|(.))/uy;
const SAME = { "**": "^", "\u2212": "-", "·": "*", "×": "*" };
const CALLED = Object.keys(RULES).filter((op) =>
  !op.includes(" ") && RULES[op].partials.length === 1 && op !== "negative");
const OTHER_NAMES = new Map([["ln", "log"]]);

function tokens(text) {
  const found = [];
  const source = text.replace(/[\n\r]/g, ";");
  TOKEN.lastIndex = 0;
  for (;;) {
    const [all, number, name, sign, end, other] = TOKEN.exec(source);
    const to = TOKEN.lastIndex;
    const from = to - all.trimStart().length;
    const written = text.slice(from, to);
    if (other) throw { message: `“${written}” means nothing here`, from, to };
    if (end !== undefined) return [...found, { kind: "end", text: "", from: text.length, to: text.length }];
    found.push({ kind: number ? "number" : name ? "name" : "sign", from, to,
                 text: name ? name.normalize("NFC") : SAME[sign] || written || sign });
    if (!written.trim()) found[found.length - 1].text = ";"; // a new line ends a statement
  }
}

/** The program of a text: {nodes, output}, its inputs first, those called as in `first` before the
    others. Throws {message, from, to}. */
function parse(text, first) {
  const found = tokens(text);
  let k = 0;
  const inputs = new Map();
  const given = new Map();
  const operations = [];
  const fail = (message, { from, to } = found[k]) => { throw { message, from, to }; };
  const next = (sign) => found[k].text === sign && found[k].kind === "sign" && found[k++];

  function operation(op, args, token) {
    if (args.every((a) => "constant" in a)) {
      const constant = valueFrom(ruleOf(op, args), args.map((a) => a.constant));
      if (!Number.isFinite(constant)) fail("this number does not exist", token);
      return { constant };
    }
    const node = { op, args };
    operations.push(node);
    if (operations.length + inputs.size > LIMIT) {
      fail(`the graph has more than ${LIMIT} nodes here; a shorter program can be read`, token);
    }
    return node;
  }

  function chain(part, operators) {
    let left = part();
    for (;;) {
      const token = found[k];
      const op = token.kind === "sign" && operators[token.text];
      if (!op) return left;
      k++;
      left = operation(op, [left, part()], token);
    }
  }
  const sum = () => chain(productOf, { "+": "add", "-": "subtract" });
  const productOf = () => chain(signed, { "*": "multiply", "/": "divide" });
  function signed() {
    const token = next("-");
    if (!token) return next("+") ? signed() : raised();
    return operation("negative", [signed()], token);
  }
  function raised() {
    const base = atom();
    const token = next("^");
    return token ? operation("power", [base, signed()], token) : base;
  }
  function atom() {
    const token = found[k];
    if (token.kind === "number") { k++; return { constant: Number(token.text) }; }
    if (token.kind === "name") { k++; return found[k].text === "(" ? call(token) : named(token); }
    if (next("(")) return closed(token, sum());
    return fail(token.kind === "end"
      ? (found.length === 1 ? "write an expression, for example x*sin(y)" : "something is missing at the end")
      : `a number, a name or “(” is missing before “${token.text}”`);
  }
  function closed(open, inside) {
    if (!next(")")) {
      if (found[k].kind === "end") fail("this bracket is not closed", open);
      between();
    }
    return inside;
  }
  function call(token) {
    const op = token.text;
    if (!CALLED.includes(op)) {
      const instead = OTHER_NAMES.has(op) ? `write ${OTHER_NAMES.get(op)} for ${op}; ` : `no function here is called ${op}; `;
      const product = inputs.has(op) || given.has(op) ? `write ${op}*(…) for a product; ` : "";
      fail(`${product || instead}the functions are ${list(CALLED)}`, token);
    }
    const open = found[k++];
    const argument = sum();
    return operation(op, [closed(open, argument)], token);
  }
  function named(token) {
    const name = token.text;
    if (CALLED.includes(name) || OTHER_NAMES.has(name)) {
      fail(`write ${OTHER_NAMES.get(name) || name}(…), with what it is taken of in brackets`, token);
    }
    if (given.has(name)) return given.get(name);
    if (!inputs.has(name)) inputs.set(name, { op: "input", called: name, args: [] });
    return inputs.get(name);
  }
  /** Complain about what stands where an operator should. */
  function between() {
    const token = found[k];
    if (token.text === ")") fail("this bracket was not opened");
    if (token.text === "=") fail("only a single name may stand before “=”, as in v = x*y; v + sin(v)");
    if (token.text === ";") fail("something is missing before “;”: a bracket is open");
    fail(`an operator is missing before “${token.text}”: + - * / or ^`);
  }

  let result = null;
  for (;;) {
    const target = found[k].kind === "name" && found[k + 1].text === "=" ? found[k] : null;
    if (target) {
      k += 2;
      if (given.has(target.text)) fail(`take another name: ${target.text} has a value already`, target);
      if (inputs.has(target.text)) fail(`the name ${target.text} is used before it gets its value`, target);
      if (CALLED.includes(target.text)) fail(`take another name: ${target.text} is a function`, target);
    }
    result = sum();
    if (target) {
      if (inputs.has(target.text)) fail(`the value of ${target.text} cannot be computed from itself`, target);
      given.set(target.text, result);
      if (result.op && result.op !== "input" && !result.called) result.called = target.text;
    }
    while (next(";")) { /* lines may be empty */ }
    if (found[k].kind === "end") break;
    if (found[k - 1].text !== ";") between();
    if (!target) {
      fail("a result stands at the end; give this line a name, as in v = x*y", found[k - 1]);
    }
  }
  const whole = { from: 0, to: text.length };
  if ("constant" in result) {
    fail(`this is the number ${format(result.constant)}, whatever the inputs are: write a name such as x`, whole);
  }
  if (result.op === "input") fail("this is an input alone: write an operation, for example x^2", whole);

  const { compare } = new Intl.Collator("en", { numeric: true });
  const place = ({ called }) => (first.includes(called) ? first.indexOf(called) : first.length);
  const sorted = [...inputs.values()].sort((a, b) =>
    place(a) - place(b) || compare(a.called, b.called));
  const nodes = [...sorted, ...operations];
  const used = new Set(nodes.map((node) => node.called));
  let number = 0;
  const fresh = (node) => {
    let name = node === result ? "L" : "";
    while (!name || used.has(name)) name = `v${++number}`;
    return name;
  };
  return {
    output: nodes.indexOf(result),
    nodes: nodes.map((node) => ({
      op: node.op, called: node.called || fresh(node),
      args: node.args.map((a) => ("constant" in a ? a : nodes.indexOf(a))),
    })),
  };
}
