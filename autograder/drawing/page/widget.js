/* How does a reader step: tabs, seeds, buttons, keys, sliders, and what is read out? What a step
   shows, the lesson says. */

const TITLES = {
  evaluation: "Evaluation",
  forward: 'Forward<span class="ad-sr"> mode</span>',
  reverse: 'Reverse<span class="ad-sr"> mode</span>',
  second: 'Second<span class="ad-word"> order</span>',
};
const EMPTY = '<span aria-hidden="true">·</span><span class="ad-sr">not yet</span>';
const UNDEFINED = '<span aria-hidden="true">—</span><span class="ad-sr">undefined</span>';

const icon = (path) =>
  `<svg class="ad-icon" viewBox="0 0 18 18" aria-hidden="true"><path d="${path}"/></svg>`;
const button = (go, text, label) => `<button type="button" class="ad-button ad-${go}" data-go="${
  go}" aria-label="${label}">${text}</button>`;

// Forms of their own, so that the radio buttons of two widgets on a page do not mix.
const MODES = '<form class="ad-modes"><fieldset class="ad-tabs"></fieldset><div class="ad-about">' +
  '<p class="ad-what"></p><fieldset class="ad-seeds"></fieldset></div></form>';
const PANEL = '<div class="ad-side"><div class="ad-rule"><p class="ad-head-line"><span ' +
  'class="ad-count"></span> <span class="ad-what-now"></span></p><div class="ad-math" ' +
  'aria-hidden="true"></div><p class="ad-words"></p></div><div class="ad-steps">' +
  button("first", icon("M5 3v12M15 3l-7 6 7 6"), "First step") +
  button("back", '<span aria-hidden="true">←</span> Back', "Back one step") +
  '<div class="ad-track" aria-hidden="true"><div></div></div>' +
  button("next", 'Next <span aria-hidden="true">→</span>', "Next step") +
  button("last", icon("M13 3v12M3 3l7 6-7 6"), "Last step") +
  '</div><p class="ad-sr ad-status" role="status"></p><form class="ad-sliders"></form></div>';

const choice = (kind, group, value, text) => `<label class="ad-${kind}"><input type="radio" name="${
  group}" value="${value}"><span>${text}</span></label>`;

function mount(root) {
  const one = (selector) => root.querySelector(selector);
  const all = (selector) => [...root.querySelectorAll(selector)];
  const given = JSON.parse(one('script[type="application/json"]').textContent);
  one(".ad-stage").insertAdjacentHTML("beforebegin", MODES);
  one(".ad-stage").insertAdjacentHTML("afterend", PANEL);
  const state = { mode: given.start, seed: 0 };
  let program, lesson, steps, columns, places, shape;

  /** Where the reader is in a mode; each seed has a place of its own. */
  const key = (mode, seed) => (SEEDED.includes(mode) ? mode + seed : mode);
  const place = (mode = state.mode, seed = state.seed) => places[key(mode, seed)] || 0;
  const reached = (mode, seed) => steps[mode].slice(0, place(mode, seed) + 1);
  const knownIn = (mode, seed) => lesson.known(mode, seed, reached(mode, seed));

  /** Show a program from its beginning. */
  function load(next) {
    program = prepare(next);
    const { nodes, output, modes, seeds } = program;
    for (const node of nodes) node.name = nameOf(node.called);
    program.label = `Computational graph of ${nodes[output].name.say()}`;
    program.description ??= describe(nodes);
    state.seed = 0;
    places = {};
    lesson = (program.recorded ? recordedLesson : scalarLesson)(program, state);
    steps = {};
    for (const mode of modes) steps[mode] = lesson.steps(mode);
    shape = null;
    one(".ad-modes").classList.toggle("ad-single", modes.length === 1);
    one(".ad-modes").classList.toggle("ad-many", modes.length > 3);
    one(".ad-tabs").innerHTML = '<legend class="ad-sr">What to step through</legend>' +
      modes.map((mode) => choice("tab", "mode", mode, TITLES[mode])).join("");
    one(".ad-seeds").innerHTML = '<legend class="ad-sr">Seed of the forward pass</legend>' +
      seeds.map((i, k) => choice("seed", "seed", k,
        `<span aria-hidden="true">∂/∂${nodes[i].name.html()}</span><span class="ad-sr">derivative by ${
          escaped(nodes[i].name.say())}</span>`)).join("");
    one(".ad-sliders").innerHTML = program.sliders.map(({ node: i, low, high, step }) =>
      `<label class="ad-slider"><span aria-hidden="true">${nodes[i].name.html()}</span><span class="ad-sr">${
        escaped(nodes[i].name.say())}</span><input type="range" min="${low}" max="${high}" step="${
        step}" value="${nodes[i].value}" data-input="${i}" autocomplete="off"><output aria-hidden="true">${
        format(nodes[i].value)}</output></label>`).join("");
    columns = program.recorded ? [] : columnsOf(program);
    if (columns.length) one(".ad-numbers table").innerHTML = tableOf(program, columns);
    reserve();
    render({ announce: false });
  }

  /** Draw the picture anew where the mode has other rows on its cards. */
  function draw() {
    const rows = lesson.rows(state.mode);
    if (JSON.stringify(rows) === shape) return;
    shape = JSON.stringify(rows);
    const { html, tall } = drawn(program, rows, lesson.contents(state.mode));
    one(".ad-stage").innerHTML = html;
    root.classList.toggle("ad-tall", tall);
  }

  function go(k, quietly = false) {
    places[key(state.mode, state.seed)] = Math.min(Math.max(k, 0), steps[state.mode].length - 1);
    if (!quietly) render();
  }

  /** Keep the panel as high as its highest step, so that nothing below it jumps. */
  function reserve() {
    const panel = one(".ad-rule");
    const here = place();
    panel.style.minHeight = "";
    const copies = document.createElement("div"); // all are laid out at once
    copies.style.cssText = `position:absolute;visibility:hidden;width:${panel.offsetWidth}px`;
    steps[state.mode].forEach((_, k) => {
      go(k, true);
      show(lesson.trouble() || explained());
      copies.append(panel.cloneNode(true));
    });
    go(here, true);
    panel.after(copies);
    const heights = [...copies.children].map((copy) => copy.offsetHeight);
    copies.remove();
    panel.style.minHeight = `${Math.max(...heights)}px`;
  }

  const step = () => steps[state.mode][place()];
  const explained = () => lesson.explain(step(), place() === steps[state.mode].length - 1);
  function show({ head = "Undefined here", math = "", words, html }) {
    one(".ad-what-now").innerHTML = head;
    one(".ad-math").innerHTML = math;
    one(".ad-words").innerHTML = words ?? html;
  }

  /** The nodes and edges that the step uses. */
  function active() {
    const now = step();
    if (now.kind === "arrival") return { node: now.node, edges: [now.edges[now.arrived]] };
    if (now.kind !== "node") return { node: now.node ?? null, edges: [] };
    return { node: now.node,
             edges: program.nodes[now.node].parents.map((_, k) => ({ child: now.node, k })) };
  }

  /** Fill the table: a column keeps what its own mode has reached while the reader is elsewhere. */
  function renderTable(now) {
    const filled = columns.map(({ kind, seed, modes }) => {
      const mine = modes.includes(state.mode) && (seed === null || seed === state.seed);
      if (kind === "value" || mine) return now;
      const elsewhere = modes.find((mode) => place(mode, seed ?? state.seed) > 0);
      return elsewhere ? knownIn(elsewhere, seed ?? state.seed) : null;
    });
    for (const row of all("tr[data-row-of]")) {
      [...row.querySelectorAll("td[data-cell]")].forEach((cell, c) => {
        const entry = filled[c] && filled[c][Number(row.dataset.rowOf)][columns[c].kind];
        cell.innerHTML = !entry ? EMPTY : Number.isFinite(entry.x)
          ? `<data value="${entry.x}">${format(entry.x)}</data>${entry.open ? " + …" : ""}`
          : UNDEFINED;
      });
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

  function renderPicture(now) {
    const { mode } = state;
    const { node: at, edges } = active();
    const inUse = new Set(edges.map(({ child, k }) => `${child}:${k}`));
    const long = [];
    for (const group of all(".ad-node")) {
      const i = Number(group.dataset.node);
      group.classList.toggle("ad-active", i === at);
      group.classList.toggle("ad-source", edges.some(({ child, k }) =>
        BACKWARD.includes(mode) ? child === i : program.nodes[child].parents[k] === i));
      const missing = new Set();
      const present = new Set();
      for (const row of group.querySelectorAll("[data-row]")) {
        const { row: kind, line: level } = row.dataset;
        const entry = NUMBERS_OF[mode].includes(kind) ? now[i][kind] : null;
        row.classList.toggle("ad-elsewhere", !NUMBERS_OF[mode].includes(kind));
        row.classList.toggle("ad-pending", !entry);
        (entry ? present : missing).add(level);
        if (!entry) continue;
        const text = row.querySelector(".ad-number");
        text.textContent = lesson.write(entry);
        if (text.textContent.length > 5) long.push(text);
      }
      // Keep the lines of a card in its middle, however many of them are there.
      const free = [...missing].filter((level) => !present.has(level)).length;
      group.querySelector(".ad-lines").style.transform = `translateY(${(free * LINE) / 2}px)`;
    }
    for (const edge of all(".ad-edge")) {
      edge.classList.toggle("ad-active", inUse.has(edge.dataset.edge));
    }
    for (const label of all(".ad-edge-label")) {
      const shown = inUse.has(label.dataset.edge) && mode !== "evaluation";
      label.firstChild.textContent =
        shown ? lesson.factor(...label.dataset.edge.split(":").map(Number)) : "";
      if (shown) long.push(label.firstChild);
    }
    fit(long);
    for (const row of all("tr[data-row-of]")) {
      row.classList.toggle("ad-active", Number(row.dataset.rowOf) === at);
    }
  }

  function render({ announce = true } = {}) {
    const { mode } = state;
    const count = steps[mode].length;
    root.dataset.mode = mode;
    draw();
    const now = knownIn(mode, state.seed);
    renderPicture(now);
    renderTable(now);

    const bad = lesson.trouble();
    const shown = bad || explained();
    one(".ad-rule").classList.toggle("ad-trouble", Boolean(bad));
    one(".ad-count").textContent = `Step ${place()} of ${count - 1}`;
    show(shown);
    one(".ad-what").textContent = lesson.about[mode];
    one(".ad-seeds").hidden = !SEEDED.includes(mode);
    one(".ad-track > div").style.width = `${(100 * place()) / Math.max(1, count - 1)}%`;
    for (const control of all("[data-go]")) {
      const atEnd = ["first", "back"].includes(control.dataset.go)
        ? place() === 0 : place() === count - 1;
      // Not `disabled`: the focus must stay where the reader left it.
      control.setAttribute("aria-disabled", String(atEnd));
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

  const MOVES = { first: () => 0, back: () => place() - 1, next: () => place() + 1,
                  last: () => steps[state.mode].length - 1 };
  // Up and down are left to the page.
  const KEYS = { ArrowLeft: "back", ArrowRight: "next", Home: "first", End: "last" };

  root.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-go]");
    if (pressed) go(MOVES[pressed.dataset.go]());
  });
  root.addEventListener("keydown", (event) => {
    const move = KEYS[event.key];
    // Sliders, radio buttons, the field and what scrolls have arrow keys of their own.
    if (!move || event.target.matches("input, .ad-scroll") || event.altKey || event.ctrlKey ||
        event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(MOVES[move]());
  });
  one(".ad-modes").addEventListener("change", (event) => {
    if (event.target.name === "mode") state.mode = event.target.value;
    else state.seed = Number(event.target.value);
    reserve();
    render();
  });
  for (const kind of ["input", "change"]) {
    one(".ad-sliders").addEventListener(kind, ({ target }) => {
      lesson.move(Number(target.dataset.input), target.valueAsNumber);
      target.nextElementSibling.textContent = format(target.valueAsNumber);
      render({ announce: kind === "change" });
    });
  }
  root.addEventListener("submit", (event) => event.preventDefault());

  if (given.expression === undefined) load(given);
  else reading(root, given, load);
  let width = root.clientWidth;
  new ResizeObserver(() => {
    if (root.clientWidth === width) return;
    width = root.clientWidth;
    reserve();
    render({ announce: false });
  }).observe(root);
  root.dataset.ready = "";
}

for (const root of document.querySelectorAll(".ad-stepper:not([data-ready])")) mount(root);
