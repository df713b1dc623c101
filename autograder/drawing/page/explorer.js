/* How does what the reader types become the program of the widget? */

const FIELD = '<form class="ad-field"><label><span class="ad-sr">Expression</span><span aria-hidden="true" ' +
  'class="ad-result"></span><input type="text" spellcheck="false" autocomplete="off" autocapitalize="off" ' +
  'autocorrect="off" enterkeyhint="go"></label><div class="ad-note" role="status"></div></form>';
const FIRST_VALUES = [1, 2, 1.5, 0.5];
const ALONE = 400; // milliseconds without a key before what is typed is read

/** Put the field above the widget, and give each program that it holds to `load`. */
function reading(root, given, load) {
  root.querySelector(".ad-modes").insertAdjacentHTML("beforebegin", FIELD);
  const field = root.querySelector(".ad-field input");
  const note = root.querySelector(".ad-note");
  const known = new Map(given.inputs.map((input) => [input.called, input]));
  let waiting = 0;
  let current = "";
  let names = []; // of the nodes of the program that is shown

  const help = `<span class="ad-hint">Any names; + − * / ^; ${CALLED.join(", ")}; ` +
    "<code>v = x*y; v + sin(v)</code> uses a value twice.</span>";

  function read() {
    clearTimeout(waiting);
    if (field.value === current) return;
    current = field.value;
    let program;
    try {
      program = parse(current, given.inputs.map(({ called }) => called));
    } catch (wrong) {
      if (!wrong.message || wrong.from === undefined) throw wrong;
      complain(wrong);
      return;
    }
    field.removeAttribute("aria-invalid");
    root.classList.remove("ad-behind");
    note.innerHTML = help;
    const seeds = program.nodes.flatMap((node, i) => (node.op === "input" ? [i] : []));
    const sliders = seeds.map((i, k) => {
      const { called } = program.nodes[i];
      if (!known.has(called)) {
        known.set(called, { value: FIRST_VALUES[k % 4], low: -4, high: 4, step: 0.05 });
      }
      const { value, ...limits } = known.get(called);
      program.nodes[i].value = value;
      return { node: i, ...limits };
    });
    names = program.nodes.map(({ called }) => called);
    load({ ...program, seeds, sliders, modes: given.modes, typed: true });
    root.querySelector(".ad-result").innerHTML =
      current.includes("=") ? "" : `${program.nodes[program.output].name.html()} =`;
  }

  /** Say what is wrong, with the place; the program before stays, marked as such. */
  function complain({ message, from, to }) {
    field.setAttribute("aria-invalid", "true");
    root.classList.add("ad-behind");
    const place = to > from ? `<mark>${escaped(current.slice(from, to))}</mark>` : "<mark> </mark>";
    const line = current.trim() &&
      `<code>${escaped(current.slice(0, from))}${place}${escaped(current.slice(to))}</code>`;
    note.innerHTML = `${line}<p class="ad-wrong">${escaped(message[0].toUpperCase() + message.slice(1))}.</p>` +
      '<span class="ad-hint">Below is the last expression that could be read.</span>';
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(read, ALONE);
  });
  field.addEventListener("change", read);
  root.querySelector(".ad-field").addEventListener("submit", read);
  root.querySelector(".ad-sliders").addEventListener("input", ({ target }) => {
    known.get(names[Number(target.dataset.input)]).value = target.valueAsNumber;
  });
  field.value = given.expression;
  read();
}
