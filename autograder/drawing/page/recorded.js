/* What does a step of a recorded trace show? Its numbers are arrays, which Python has computed and
   written out: `written` of a node has its expression, value, adjoint and the shares that arrive. */

function recordedLesson(program, state) {
  const { nodes, output } = program;
  const name = (i, kind = "value") => nodes[i].name.html(kind);
  const spoken = (i, kind = "value") => nodes[i].name.say(kind);
  const shown = (i, kind) => nodes[i][kind];
  const listing = (indices) => `<span class="ad-list">${indices.map((i) =>
    `<span class="ad-pair"><span class="ad-left ad-value">${name(i)}</span><span class="ad-relation">` +
    `</span>${nodes[i].shape}</span>`).join("")}</span>`;

  function explain(step, last) {
    const inputs = nodes.map((_, i) => i).filter((i) => !nodes[i].rule);
    const done = last ? ` One pass gave ${list(inputs.map((i) => inline(name(i, "adjoint"))))}.` : "";
    switch (step.kind) {
      case "inputs": return {
        head: "The inputs are given",
        math: inputs.map((i) => line(name(i), "=", shown(i, "value").html, "value")).join(""),
        words: "", speech: inputs.map((i) => `${spoken(i)} is ${shown(i, "value").said}`).join("; "),
      };
      case "node": {
        const { rule, parents } = nodes[step.node];
        return {
          head: `${inline(name(step.node))} from ${list([...new Set(parents)].map((p) => inline(name(p))))}`,
          math: line(name(step.node), "=", chunk("", rule.expression), "value") +
            line("", "=", shown(step.node, "value").html),
          words: last ? `${inline(name(output))} is what the program returns.` : "",
          speech: `${spoken(step.node)} = ${rule.said}, ${shown(step.node, "value").said}.`,
        };
      }
      case "stored": return {
        head: "All values are stored", math: listing(nodes.map((_, i) => i)),
        words: "The evaluation is done. The way back needs its values.",
        speech: "The way back starts at the output.",
      };
      case "seed": return {
        head: `${inline(name(output))} changes with itself`,
        math: line(name(output, "adjoint"), "=", shown(output, "adjoint").html, "adjoint"),
        words: `Every adjoint has the shape of its value, and holds the derivatives of ${
          inline(name(output))} by its entries.`,
        speech: `${spoken(output, "adjoint")} = 1.`,
      };
      case "alone": return {
        head: `No node reads ${inline(name(step.node))}`,
        math: line(name(step.node, "adjoint"), "=", shown(step.node, "adjoint").html, "adjoint"),
        words: `${inline(name(output))} does not depend on it.`, speech: "Its adjoint is zero.",
      };
      default: {
        const { node, edges, arrived } = step;
        const arrivals = nodes[node].arrivals;
        const { share, total, words } = arrivals[arrived];
        const looks = edges.map((_, j) => j < arrived ? "" : j === arrived ? "ad-now" : "ad-later");
        const rule = sum(arrivals.map(({ sign, html }) => [sign, html]), looks);
        const rest = arrived === edges.length - 1 ? "" : REST;
        const sums = arrived ? line("", "=", `${total.html}${rest}`) : "";
        return {
          head: `${inline(name(edges[arrived].child))} sends its share to ${inline(name(node))}`,
          math: line(name(node, "adjoint"), "=", rule, "adjoint") +
            line("", "=", arrived ? `<span class="ad-op">… +</span>${share.html}` : `${share.html}${rest}`) +
            sums,
          words: words + (edges.length === 1 ? "" : ` Contribution ${arrived + 1} of ${edges.length}.`) + done,
          speech: `${spoken(node, "adjoint")} = ${saySum(arrivals.map(({ sign, said }) => [sign, said]))}. ` +
            `This share is ${share.said}.${arrived ? ` The sum is ${total.said}.` : ""}`,
        };
      }
    }
  }

  function known(mode, seed, done) {
    const reached = new Set(done.filter((s) => s.kind === "node").map((s) => s.node));
    const found = nodes.map(({ rule, shape }, i) => ({
      value: mode === "reverse" || !rule || reached.has(i) ? { text: shape } : null, adjoint: null,
    }));
    for (const step of done) {
      if (step.kind === "inputs" || step.kind === "stored" || step.kind === "node") continue;
      const open = step.kind === "arrival" && step.arrived < step.edges.length - 1;
      const { arrivals, adjointShape } = nodes[step.node];
      found[step.node].adjoint = {
        text: open ? arrivals[step.arrived].total.short : adjointShape, open };
    }
    return found;
  }

  return {
    explain, known,
    trouble: () => null,
    about: { evaluation: "Values, from inputs to output.", reverse: "Adjoints, from output to inputs." },
    steps: (mode) => stepsOf(mode, program),
    rows: () => [{ kind: "value", line: 0 }, { kind: "adjoint", line: 1 }],
    contents: () => nodes.flatMap(({ shape, adjointShape }) => [shape, adjointShape]),
    write: ({ text, open }) => text + (open ? " +" : ""),
    factor: () => "",
  };
}
