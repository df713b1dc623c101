/* What is in the table of all numbers? A row a node; a column a kind of number, and of those that
   depend on a seed one a seed. The same as `_table` in stepper.py. */

const WORD = { value: "Value", tangent: "Tangent", adjoint: "Adjoint", mixed: "Adjoint’s tangent" };

/** The columns {kind, seed, modes}: `modes` are those in which its numbers appear. */
function columnsOf({ modes, seeds }) {
  const filled = { value: Object.keys(NUMBERS_OF), tangent: SEEDED, adjoint: BACKWARD, mixed: ["second"] };
  return Object.entries(filled).flatMap(([kind, by]) => {
    const here = by.filter((mode) => modes.includes(mode));
    if (!here.length) return [];
    const seeded = kind === "tangent" || kind === "mixed";
    return (seeded ? seeds.map((_, k) => k) : [null]).map((seed) => ({ kind, seed, modes: here }));
  });
}

function tableOf(program, columns) {
  const { nodes, output, seeds } = program;
  const name = (i) => nodes[i].name.html();
  const symbol = ({ kind, seed }) => ({
    value: () => "<i>v</i>", adjoint: () => `∂${name(output)}/∂<i>v</i>`,
    tangent: () => `∂<i>v</i>/∂${name(seeds[seed])}`,
    mixed: () => `∂<sup>2</sup>${name(output)}/∂<i>v</i>∂${name(seeds[seed])}`,
  })[kind]();
  const heads = columns.map((column) => {
    const by = column.seed === null ? ""
      : ` <span class="ad-sr">by ${escaped(nodes[seeds[column.seed]].name.say())}</span>`;
    return `<th scope="col" class="ad-${column.kind}"><span class="ad-word">${WORD[column.kind]}${by}` +
      `</span><span class="ad-symbol" aria-hidden="true">${symbol(column)}</span></th>`;
  });
  const rows = nodes.map((node, i) => {
    const fill = ([kind, k]) => kind === "v" ? node.name.html()
      : isReference(node.args[k]) ? name(node.args[k]) : format(node.args[k].constant);
    const cells = columns.map(({ kind, seed }) => `<td class="ad-${kind}" data-cell="${kind}"${
      seed === null ? "" : ` data-seed="${seed}"`}></td>`);
    return `<tr data-row-of="${i}"><th scope="row"><span aria-hidden="true">${node.name.html()}</span>` +
      `<span class="ad-sr">${escaped(node.name.say())}</span></th><td class="ad-expression">${
        node.rule ? write(node.rule.expression, fill) : "input"}</td>${cells.join("")}</tr>`;
  });
  return `<caption class="ad-sr">Every node of the graph of ${escaped(nodes[output].name.say())} ` +
    'with its numbers</caption><thead><tr><th scope="col"><span class="ad-word">Node</span></th>' +
    `<th scope="col">Expression</th>${heads.join("")}</tr></thead><tbody>${rows.join("")}</tbody>`;
}
