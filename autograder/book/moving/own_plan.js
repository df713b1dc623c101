// What does the plan that a reader makes cost? As `carry_out` of `own_plan.py` counts it.
(() => {
  "use strict";

  const SHORT = ["–", "1st", "2nd", "3rd"];
  const sub = (i) => "x" + [...String(i)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]).join("");

  function carryOut(marks) {
    const n = marks.length, born = new Map([[0, 0]]), times = marks.map(() => 0);
    let clock = 0, steps = 0, at = 0, most = 1, stored = "", reversed = "", work = `M0 ${n}`;
    for (let i = n - 1; i >= 0; i--) {
      const origin = Math.max(...[...born.keys()].filter((j) => j <= i));
      if (origin !== at) work += `V${n - origin}`;
      at = origin;
      while (at < i) {
        at++; clock++; steps++; times[at]++;
        work += `L${clock} ${n - at}`;
        // What is reversed next need not be stored.
        if (marks[at] > 0 && times[at] >= marks[at] && at < i) {
          born.set(at, clock);
          most = Math.max(most, born.size);
        }
      }
      reversed += `M${clock + 0.5} ${n - i}h0`;
      clock++;
      work += `H${clock}`;
      if (born.has(i)) {
        stored += `M${born.get(i)} ${n - i}H${clock}`;
        born.delete(i);
      }
    }
    return { most, steps, clock, paths: { work, stored, reversed } };
  }

  function judged({ most, steps }, least) {
    const said = `Most stored: ${most}. Forward steps: ${steps}, of which ` +
      `${steps - least.length + 1} repeat what was computed before. `;
    return said + (steps === least[most] ? "No plan with so many places has fewer."
      : `The fewest with so many places: ${least[most]}.`);
  }

  function mount(root) {
    const { n, least, plans } = JSON.parse(
      root.querySelector('script[type="application/json"]').textContent);
    const lives = root.querySelector(".ad-lives"), say = root.querySelector(".ad-say");
    const when = ["not stored", ...SHORT.slice(1).map((word) => `stored the ${word} time`)];
    let marks = [...plans[0]];

    function show() {
      const result = carryOut(marks);
      lives.setAttribute("viewBox", `0 0 ${result.clock} ${n}`);
      for (const name in result.paths) {
        lives.querySelector(`[data-path="${name}"]`).setAttribute("d", result.paths[name]);
      }
      say.textContent = judged(result, least);
      for (const button of root.querySelectorAll("[data-mark]")) {
        const i = Number(button.dataset.mark);
        button.classList.toggle("ad-on", marks[i] > 0);
        button.querySelector("small").textContent = SHORT[marks[i]];
        button.setAttribute("aria-label", `${sub(i)}, ${when[marks[i]]}`);
      }
    }

    root.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const { mark, plan } = button.dataset;
      if (plan) marks = [...plans[plan]];
      else marks[mark] = (marks[mark] + 1) % SHORT.length;
      show();
    });
    root.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
    root.querySelector("[hidden]").hidden = false;
    root.dataset.ready = "";
    show();
  }

  for (const root of document.querySelectorAll(".ad-own:not([data-ready])")) mount(root);
})();
