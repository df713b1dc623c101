/* What does a step of a scalar program show, in each mode? */

const NUMBERS_OF = { // what a mode puts on the cards
  evaluation: ["value"],
  forward: ["value", "tangent"],
  reverse: ["value", "adjoint"],
  second: ["value", "tangent", "adjoint", "mixed"],
};
const SEEDED = ["forward", "second"];
const BACKWARD = ["reverse", "second"];

/** The steps of a mode, in the order of its algorithm. */
function stepsOf(mode, { nodes, output }) {
  if (!BACKWARD.includes(mode)) {
    const inner = nodes.map((_, i) => i).filter((i) => nodes[i].rule);
    return [{ kind: "inputs" }, ...inner.map((node) => ({ kind: "node", node }))];
  }
  const steps = [{ kind: "stored" }, { kind: "seed", node: output }];
  for (let node = nodes.length - 1; node >= 0; node--) {
    if (node === output) continue;
    const edges = nodes.flatMap(({ parents }, child) =>
      parents.flatMap((source, k) => (source === node ? [{ child, k }] : [])));
    if (!edges.length) steps.push({ kind: "alone", node });
    edges.forEach((_, arrived) => steps.push({ kind: "arrival", node, edges, arrived }));
  }
  return steps;
}

const line = (left, relation, right, kind = "") =>
  `<span class="ad-left ad-${kind}">${left}</span><span class="ad-relation">${relation}</span>` +
  `<span class="ad-right">${right}</span>`;
const chunk = (relation, text) => `<span class="ad-chunk">${
  relation && `<span class="ad-relation">${relation}</span>`}${text}</span>`;
const result = (x, kind) => `<b class="ad-${kind}">${format(x)}</b>`;
const dotBetween = (a, b) => `${a}<span class="ad-op">·</span>${b}`;

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
const REST = '<span class="ad-op">+</span><span class="ad-later">…</span>';

/** The lesson of a scalar program; `state` is the widget's {mode, seed}. */
function scalarLesson(program, state) {
  const { nodes, output, seeds, typed } = program;
  const inputs = nodes.map((_, i) => i).filter((i) => !nodes[i].rule);
  const values = nodes.map((node) => node.value);
  let numbers = compute(program, values);

  const name = (i, kind = "value") => nodes[i].name.html(kind);
  const spoken = (i, kind = "value") => nodes[i].name.say(kind);
  const valueOf = (i) => numbers.values[i];
  const tangentOf = (i) => numbers.tangents[state.seed][i];
  const numberOf = { value: valueOf, tangent: tangentOf, adjoint: (i) => numbers.adjoints[i],
                     mixed: (i) => numbers.mixed[state.seed][i] };
  const partialBy = (child, parent) =>
    `<span class="ad-frac ad-small"><span>∂${name(child)}</span><span>∂${name(parent)}</span></span>`;
  const partialOf = (child, k) => nodes[child].rule.partials[nodes[child].slots[k]];

  /** What stands in the slots of node i's formulas, as `way` says: names, numbers or words. An
      incoming tangent or adjoint is [node, kind]. */
  function filler(i, way, incoming) {
    const show = (j, kind) => ({ names: () => name(j, kind), words: () => spoken(j, kind) }[way] ||
      (() => format(numberOf[kind](j))))();
    return ([kind, k]) => {
      if (kind === "v") return show(i, "value");
      if (kind === "t") return show(...incoming);
      const operand = nodes[i].args[k];
      return isReference(operand) ? show(operand, "value") : format(operand.constant);
    };
  }
  const operandsOf = (i, take) =>
    nodes[i].args.map((a) => (isReference(a) ? take(a) : [a.constant, 0]));
  /** The partial by the k-th traced operand and its tangent, from the numbers as they are shown. */
  const shownPartial = (i, k) => partialFrom(nodes[i].rule, nodes[i].slots[k],
    [rounded(valueOf(i)), rounded(tangentOf(i))],
    operandsOf(i, (a) => [rounded(valueOf(a)), rounded(tangentOf(a))]));

  /** The lines v = expression = numbers = value. */
  function valueLines(i) {
    const { expression } = nodes[i].rule;
    const z = valueOf(i);
    const shown = valueFrom(nodes[i].rule,
      operandsOf(i, (a) => [rounded(valueOf(a)), 0]).map(([x]) => x));
    return {
      math: line(name(i), "=", chunk("", write(expression, filler(i, "names"))) +
        chunk("=", write(expression, filler(i, "numbers"))) +
        chunk(relate(shown, z), result(z, "value")), "value"),
      speech: `${spoken(i)} = ${say(expression, filler(i, "words"))} = ` +
        `${sayAsNumbers(expression, i)} = ${sayNumber(format(z))}.`,
    };
  }
  const sayAsNumbers = (tree, i, incoming) => say(tree, filler(i, "numbers", incoming));

  function tangentLines(i) {
    const { parents } = nodes[i];
    const t = tangentOf;
    const fillers = (way) => parents.map((p, k) => {
      const [s, tree] = term(partialOf(i, k), "tangent");
      const fill = filler(i, way === "said" ? "numbers" : way, [p, "tangent"]);
      return [s, way === "words" || way === "said" ? say(tree, fill)
        : write(tree, fill, k === 0 && s !== MINUS)];
    });
    const general = parents.map((p) => ["+", dotBetween(partialBy(i, p), name(p, "tangent"))]);
    const relation = relate(add(parents.map((p, k) => shownPartial(i, k)[0] * rounded(t(p)))), t(i));
    return {
      math: line(name(i, "tangent"), "=", sum(general), "tangent") +
        line("", "=", sum(fillers("names"))) +
        line("", "=", chunk("", sum(fillers("numbers"))) +
          chunk(relation, result(t(i), "tangent"))),
      speech: `${spoken(i, "tangent")} = ${saySum(fillers("words"))} = ` +
        `${saySum(fillers("said"))} = ${sayNumber(format(t(i)))}.`,
    };
  }

  /** What an edge adds to a parent's adjoint, and to that adjoint's tangent. */
  const share = ({ child, k }) => times(numbers.adjoints[child], numbers.partials[child][k]);
  const change = (seed) => ({ child, k }) =>
    times(numbers.mixed[seed][child], numbers.partials[child][k]) +
    times(numbers.adjoints[child], numbers.changes[seed][child][k]);
  const soFar = ({ edges, arrived }, one) => add(edges.slice(0, arrived + 1).map(one));

  /** Each edge's terms in an adjoint, or in its tangent, where there are two. */
  function termsOf(edges, kind, way) {
    return edges.map(({ child, k }, j) => {
      const partial = partialOf(child, k);
      const voice = way === "words" || way === "said";
      const put = ([s, tree], incoming, first) => {
        const fill = filler(child, way === "said" ? "numbers" : way, [child, incoming]);
        return [s, voice ? say(tree, fill) : write(tree, fill, first && j === 0 && s !== MINUS)];
      };
      if (kind === "adjoint") return [put(term(partial, kind), "adjoint", true)];
      const [sign, tree] = partial;
      const constant = typeof tree === "number";
      const slope = numbers.changes[state.seed][child][k] * (sign === MINUS ? -1 : 1) || 0;
      const moved = constant ? 0 : way === "names" || way === "words"
        ? ["dot", tree[0] === "paren" ? tree[1] : tree] : slope;
      return [put(term(partial, kind), "mixed", true),
              put([sign, ["row", ["t"], ["op", "·"], moved]], "adjoint", false)];
    });
  }

  function arrivalLines({ node, edges, arrived }, kind) {
    const one = kind === "adjoint" ? share : change(state.seed);
    const look = edges.map((_, j) => j < arrived ? "" : j === arrived ? "ad-now" : "ad-later");
    const looks = kind === "adjoint" ? look : look.flatMap((l) => [l, l]);
    const general = edges.map(({ child }) => {
      const first = dotBetween(name(child, kind), partialBy(child, node));
      return ["+", kind === "adjoint" ? first : `${first}<span class="ad-op">+</span>${
        dotBetween(name(child, "adjoint"), dotted(partialBy(child, node)))}`];
    });
    const total = soFar({ edges, arrived }, one);
    const rest = arrived === edges.length - 1 ? "" : REST;
    const terms = (way) => termsOf(edges, kind, way).flat();
    const arrivedTerms = (way) => termsOf(edges.slice(0, arrived + 1), kind, way).flat();
    const relation = relate(add(edges.slice(0, arrived + 1).map(({ child, k }) => {
      const [p, dp] = shownPartial(child, k);
      const bar = rounded(numbers.adjoints[child]);
      return kind === "adjoint" ? bar * p
        : rounded(numberOf.mixed(child)) * p + bar * rounded(numbers.changes[state.seed][child][k]);
    })), total);
    const numbersLine = chunk("", `${sum(arrivedTerms("numbers"), looks)}${rest}`) +
      chunk(relation, `${result(total, kind)}${rest}`);
    const short = state.mode === "second" && kind === "adjoint"; // there the tangent is the news
    return {
      math: short
        ? line(name(node, kind), "=", chunk("", sum(terms("names"), looks)), kind) +
          line("", "=", numbersLine)
        : line(name(node, kind), "=", sum(general, look), kind) +
          line("", "=", sum(terms("names"), looks)) + line("", "=", numbersLine),
      speech: `${spoken(node, kind)} = ${saySum(terms("words"))}. ${rest && "So far: "}${
        saySum(arrivedTerms("said"))} = ${sayNumber(format(total))}.`,
    };
  }

  const derivative = (i) => inline(`∂${name(output)}/∂${name(i)}`);
  const secondDerivative = (i, j) => inline(`∂<sup>2</sup>${name(output)}/∂${name(i)}∂${name(j)}`);
  const equals = (x) => `${isExact(x) ? "=" : "≈"} ${inline(format(x))}`;

  /** Names with their numbers, side by side. */
  const listing = (indices, kind) => `<span class="ad-list">${indices.map((i) =>
    `<span class="ad-pair"><span class="ad-left ad-${kind}">${name(i, kind)}</span>` +
    `<span class="ad-relation">${isExact(numberOf[kind](i)) ? "=" : "≈"}</span>` +
    `${result(numberOf[kind](i), kind)}</span>`).join("")}</span>`;
  const sayListing = (indices, kind) => indices.map((i) =>
    `${spoken(i, kind)} = ${sayNumber(format(numberOf[kind](i)))}`).join(", ");

  /** The last words of a way back: the gradient, or a column of the Hessian. */
  function outcome() {
    const seed = seeds[state.seed];
    if (state.mode === "second") {
      return `${list(seeds.map((i) => `${secondDerivative(i, seed)} ${equals(numberOf.mixed(i))}`))}: ` +
        `the column of the Hessian by ${inline(name(seed))}, the Hessian times the seed. ` +
        "The gradient came along.";
    }
    return `One pass gave ${list(seeds.map((i) =>
      `${derivative(i)} ${equals(numbers.adjoints[i])}`))}.`;
  }

  /** What a step shows: a heading, the mathematics, words below it, and all of it spoken. */
  function explain(step, last) {
    const { mode } = state;
    const second = mode === "second";
    const seed = seeds[state.seed];
    const everything = nodes.map((_, i) => i);
    switch (step.kind) {
      case "inputs": return mode === "evaluation" ? {
        head: "The inputs are given",
        math: listing(inputs, "value"),
        words: `Then each node is computed after its parents: ${
          list(everything.filter((i) => nodes[i].rule).map((i) => inline(name(i))))}.`,
        speech: sayListing(inputs, "value"),
      } : {
        head: "The seed chooses the direction",
        math: listing(inputs, "tangent"),
        words: `Every tangent will be a derivative by ${inline(name(seed))}: ${
          inline(`<i>v̇</i> = ∂<i>v</i>/∂${name(seed)}`)}.`,
        speech: sayListing(inputs, "tangent"),
      };
      case "node": {
        const from = [...new Set(nodes[step.node].parents)];
        const shown = valueLines(step.node);
        const head = `${inline(name(step.node))} from ${list(from.map((p) => inline(name(p))))}`;
        const done = last && step.node === output;
        if (mode === "evaluation") {
          return { head, ...shown,
                   words: done ? `${inline(name(output))} is what the program returns.` : "" };
        }
        const tangent = tangentLines(step.node);
        return {
          head: `${head}, and its tangent`,
          math: shown.math + tangent.math,
          words: !done ? "" : `${inline(name(output, "tangent"))} is ${derivative(seed)}.` +
            (seeds.length > 1 ? " Another input needs another pass." : ""),
          speech: `${shown.speech} ${tangent.speech}`,
        };
      }
      case "stored": return {
        head: second ? "All values and tangents are stored" : "All values are stored",
        math: listing(everything, "value") + (second ? listing(everything, "tangent") : ""),
        words: second
          ? `The way forward is done, with the seed ${inline(`${name(seed, "tangent")} = 1`)}. ` +
            "On the way back every line of the reverse mode is differentiated along it."
          : "The evaluation is done. The way back needs its values.",
        speech: "The way back starts at the output.",
      };
      case "seed": return {
        head: `${inline(name(output))} changes with itself`,
        math: line(name(output, "adjoint"), "=",
          `${partialBy(output, output)}<span class="ad-relation">=</span>${result(1, "adjoint")}`,
          "adjoint") +
          (second ? line(name(output, "mixed"), "=", result(0, "mixed"), "mixed") : ""),
        words: second
          ? `This adjoint is 1 wherever the inputs are. Every ${inline(`<i>v̄̇</i>`)} will be ${
            inline(`∂<i>v̄</i>/∂${name(seed)}`)}.`
          : `Every adjoint will be a derivative of ${inline(name(output))}: ${
            inline(`<i>v̄</i> = ∂${name(output)}/∂<i>v</i>`)}.`,
        speech: `${spoken(output, "adjoint")} = 1.${second ? ` ${spoken(output, "mixed")} = 0.` : ""}`,
      };
      case "alone": {
        const kinds = second ? ["adjoint", "mixed"] : ["adjoint"];
        return {
          head: `No node reads ${inline(name(step.node))}`,
          math: kinds.map((kind) => line(name(step.node, kind), "=", result(0, kind), kind)).join(""),
          words: last ? outcome() : `${inline(name(output))} does not depend on it.`,
          speech: kinds.map((kind) => `${spoken(step.node, kind)} = 0.`).join(" "),
        };
      }
      default: {
        const { node, edges, arrived } = step;
        const adjoint = arrivalLines(step, "adjoint");
        const mixed = second ? arrivalLines(step, "mixed") : { math: "", speech: "" };
        const count = edges.length;
        return {
          head: `${inline(name(edges[arrived].child))} sends its share to ${inline(name(node))}` +
            (second ? ", and the share’s tangent" : ""),
          math: adjoint.math + mixed.math,
          words: [count === 1 ? "" : arrived < count - 1
            ? `${inline(name(node))} is used ${count === 2 ? "twice" : `${count} times`}. ` +
              `Contribution ${arrived + 1} of ${count}.`
            : `${count === 2 ? "Both" : `All ${count}`} contributions have arrived, and they add.`,
          last ? outcome() : ""].filter(Boolean).join(" "),
          speech: `${adjoint.speech} ${mixed.speech}`.trim(),
        };
      }
    }
  }

  /** What the steps that are done have reached: for each node its numbers of each kind, or null.
      An adjoint is open while contributions are still to come. */
  function known(mode, seed, done) {
    const back = BACKWARD.includes(mode);
    const reached = new Set(done.filter((s) => s.kind === "node").map((s) => s.node));
    const found = nodes.map(({ rule }, i) => {
      const here = back || !rule || reached.has(i);
      return {
        value: here ? { x: valueOf(i) } : null,
        tangent: here && SEEDED.includes(mode) ? { x: numbers.tangents[seed][i] } : null,
        adjoint: null, mixed: null,
      };
    });
    for (const step of done) {
      if (step.kind === "seed") Object.assign(found[step.node], { adjoint: { x: 1 }, mixed: { x: 0 } });
      if (step.kind === "alone") Object.assign(found[step.node], { adjoint: { x: 0 }, mixed: { x: 0 } });
      if (step.kind === "arrival") {
        const open = step.arrived < step.edges.length - 1;
        found[step.node].adjoint = { x: soFar(step, share), open };
        if (mode === "second") found[step.node].mixed = { x: soFar(step, change(seed)), open };
      }
    }
    return found;
  }

  /** What is not defined at the present inputs, as far as the mode is concerned. */
  function trouble() {
    const { problem } = numbers;
    const highest = { evaluation: 0, forward: 1, reverse: 1, second: 2 }[state.mode];
    if (!problem || problem.order > highest) return null;
    const i = problem.node;
    const at = [...new Set(nodes[i].parents)];
    const what = ["is not defined", "has no derivative", "has no second derivative"][problem.order];
    const formula = `${name(i)} = ${write(nodes[i].rule.expression, filler(i, "names"))}`;
    const html = list(at.map((p) => inline(`${name(p)} = ${format(valueOf(p))}`)));
    const speech = list(at.map((p) => `${spoken(p)} = ${sayNumber(format(valueOf(p)))}`));
    // Where a constant is to blame, as in x / (1 − 1), no slider helps.
    const remedy = typed ? "Move a slider, or type another expression." : "Move a slider.";
    return {
      html: `${inline(formula)} ${what} at ${html}: ${problem.why}. ${remedy}`,
      speech: `${spoken(i)} ${what} at ${speech}: ${problem.why}. ${remedy}`,
    };
  }

  return {
    explain, known, trouble,
    about: { evaluation: "Values, from inputs to output.", forward: "Seed",
             reverse: "Adjoints, from output to inputs.", second: "Seed" },
    steps: (mode) => stepsOf(mode, program),
    rows: (mode) => mode === "second"
      ? NUMBERS_OF.second.map((kind, k) => ({ kind, line: k }))
      : [{ kind: "value", line: 0 },
        ...["tangent", "adjoint"].filter((kind) =>
          program.modes.some((m) => m !== "second" && NUMBERS_OF[m].includes(kind)))
          .map((kind) => ({ kind, line: 1 }))],
    /** Texts that the cards must have room for. */
    contents: (mode) => NUMBERS_OF[mode === "second" ? mode : "reverse"].filter((kind) =>
      kind === "value" || program.modes.some((m) => NUMBERS_OF[m].includes(kind)))
      .flatMap((kind) => nodes.map((_, i) => format(numberOf[kind](i)))),
    write: ({ x, open }) => format(x) + (open && Number.isFinite(x) ? " +" : ""),
    factor: (child, k) => {
      const p = numbers.partials[child][k];
      return Number.isFinite(p) ? `× ${format(p)}` : "";
    },
    move(i, value) {
      values[i] = value;
      numbers = compute(program, values);
    },
  };
}
