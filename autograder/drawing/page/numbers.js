/* How are a program's numbers computed? From its rules, which are trees (see rules.py), with dual
   numbers [x, ẋ]: a tree of a partial derivative gives the partial and the partial's tangent. */

const MINUS = "\u2212";
const isReference = (operand) => typeof operand === "number";

// A constant factor 0 makes 0 of whatever stands beside it, as in x^y · log x at x = 0.
const times = (x, y) => (x === 0 || y === 0 ? 0 : x * y);

/** Functions of one number: the value, and the derivative. */
const FUNCTIONS = {
  log: (x) => [Math.log(x), 1 / x],
  exp: (x) => [Math.exp(x), Math.exp(x)],
  sin: (x) => [Math.sin(x), Math.cos(x)],
  cos: (x) => [Math.cos(x), -Math.sin(x)],
  tanh: (x) => [Math.tanh(x), 1 - Math.tanh(x) ** 2],
};
const OPERATORS = {
  "+": ([x, dx], [y, dy]) => [x + y, dx + dy],
  [MINUS]: ([x, dx], [y, dy]) => [x - y, dx - dy],
  "·": ([x, dx], [y, dy]) => [times(x, y), times(dx, y) + times(x, dy)],
};

function powerOf([x, dx], [n, dn]) {
  const z = Math.pow(x, n);
  const byBase = n === 0 ? 0 : n * Math.pow(x, n - 1);
  return [z, times(dx, byBase) + times(dn, times(z, Math.log(x)))];
}

/** The dual number of a tree; `fill` gives those of its slots. */
function evaluate(tree, fill) {
  if (typeof tree === "number") return [tree, 0];
  const [kind, ...parts] = tree;
  const at = (k) => evaluate(parts[k], fill);
  switch (kind) {
    case "a": case "v": return fill(tree);
    case "row": {
      if (parts[0][0] === "op") return OPERATORS[MINUS]([0, 0], at(1));
      let [total, waiting] = [at(0), "·"];
      parts.slice(1).forEach((part, k) => {
        if (part[0] === "op") { waiting = part[1]; return; }
        total = OPERATORS[waiting](total, at(k + 1));
        waiting = "·"; // 2√x is a product
      });
      return total;
    }
    case "frac": {
      const [[x, dx], [y, dy]] = [at(0), at(1)];
      return [x / y, times(dx, 1 / y) - times(dy, x / (y * y))];
    }
    case "root": {
      const [x, dx] = at(0);
      return [Math.sqrt(x), times(dx, 1 / (2 * Math.sqrt(x)))];
    }
    case "sup": return powerOf(at(0), at(1));
    case "fn": {
      const [x, dx] = at(1);
      const [z, slope] = FUNCTIONS[parts[0]](x);
      return [z, times(dx, slope)];
    }
    default: return at(0);
  }
}

/** The rule of an operation; `args` decide how a power is written. */
function ruleOf(op, args) {
  const n = op === "power" && !isReference(args[1]) ? args[1].constant : null;
  if (n === null) return RULES[op];
  const found = RULES[`power ${n}`] || RULES[n < 0 ? "power -" : "power +"];
  const places = { n, "n-1": n - 1, "|n|": Math.abs(n) };
  const settled = (tree) => Array.isArray(tree) ? tree.map(settled)
    : tree in places ? places[tree] : tree;
  return { ...found, partials: settled(found.partials) };
}

/** The operation's value from plain numbers. */
const valueFrom = (rule, operands) =>
  evaluate(rule.expression, ([, k]) => [operands[k], 0])[0];

/** The k-th partial of a rule as a dual number; z and the operands are dual numbers too. */
function partialFrom(rule, k, z, operands) {
  const [sign, tree] = rule.partials[k];
  const [p, dp] = evaluate(tree, ([kind, j]) => (kind === "v" ? z : operands[j]));
  return sign === MINUS ? [-p, -dp] : [p, dp];
}

/** Give each node of a program its rule and its traced operands: `parents` and their `slots`. */
function prepare(program) {
  for (const node of program.nodes) {
    node.args = node.args || [];
    node.slots = node.args.map((a, k) => (isReference(a) ? k : -1)).filter((k) => k >= 0);
    node.parents = node.slots.map((k) => node.args[k]);
    if (node.args.length) node.rule = node.written || ruleOf(node.op, node.args);
  }
  return program;
}

/** All numbers of a program at its inputs: values, partials, adjoints, and for each seed tangents,
    partials' tangents and adjoints' tangents; and the first that does not exist. `order` of a
    problem: 0 a value, 1 a derivative, 2 a second derivative. */
function compute({ nodes, output, seeds }, inputs) {
  const values = [];
  let problem = null;
  const trouble = (order, node, why) => {
    if (!problem || order < problem.order) problem = { order, node, why };
  };
  nodes.forEach(({ args, rule }, i) => {
    if (!rule) { values.push(inputs[i]); return; }
    const operands = args.map((a) => (isReference(a) ? values[a] : a.constant));
    const z = operands.every(Number.isFinite) ? valueFrom(rule, operands) : NaN;
    values.push(Number.isFinite(z) ? z : NaN);
    if (operands.every(Number.isFinite) && !Number.isFinite(z)) {
      const large = Math.abs(z) === Infinity && !operands.includes(0);
      trouble(0, i, (!large && rule.needs) || "the result is too large");
    }
  });

  /** Walk forward with one seed, then back: tangents of all values, then of all adjoints. */
  function pass(seed) {
    const tangents = [];
    const partials = nodes.map(({ args, rule, slots, parents }, i) => {
      if (!rule) { tangents.push(Number(i === seed)); return []; }
      if (Number.isNaN(values[i])) { tangents.push(NaN); return slots.map(() => [NaN, NaN]); }
      const operands = args.map((a) =>
        isReference(a) ? [values[a], tangents[a]] : [a.constant, 0]);
      const first = slots.map((k) => partialFrom(rule, k, [values[i], 0], operands)[0]);
      tangents.push(first.reduce((sum, p, k) => sum + times(p, tangents[parents[k]]), 0));
      return slots.map((k) => partialFrom(rule, k, [values[i], tangents[i]], operands));
    });
    const adjoints = nodes.map(() => 0);
    const mixed = nodes.map(() => 0);
    adjoints[output] = 1;
    for (let i = nodes.length - 1; i >= 0; i--) {
      nodes[i].parents.forEach((p, k) => {
        // A node that the output does not depend on sends nothing, whatever its partials are.
        const [d, change] = partials[i][k];
        adjoints[p] += times(adjoints[i], d);
        mixed[p] += times(mixed[i], d) + times(adjoints[i], change);
      });
    }
    return { tangents, partials, adjoints, mixed };
  }

  const passes = (seeds.length ? seeds : [-1]).map(pass);
  for (const { partials } of passes) {
    partials.forEach((row, i) => row.forEach(([p, change]) => {
      if (Number.isNaN(values[i])) return;
      if (!Number.isFinite(p)) trouble(1, i, "its derivative is infinite here");
      else if (!Number.isFinite(change)) trouble(2, i, "its second derivative is infinite here");
    }));
  }
  return {
    values, problem,
    adjoints: passes[0].adjoints,
    partials: passes[0].partials.map((row) => row.map(([p]) => p)),
    tangents: passes.map((one) => one.tangents),
    changes: passes.map((one) => one.partials.map((row) => row.map(([, change]) => change))),
    mixed: passes.map((one) => one.mixed),
  };
}
