// How do the frames of a moving picture follow one another? `player.py` computed them.
(() => {
  "use strict";

  const KEYS = { ArrowLeft: "back", ArrowRight: "next", Home: "first", End: "last", " ": "play" };
  const PLAY = "M5 2.5v13L15.5 9z", PAUSE = "M5.5 3v12M12.5 3v12";
  // Who asked for less motion steps through the frames, and nothing plays.
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  function mount(root) {
    const one = (selector) => root.querySelector(selector);
    const given = JSON.parse(one('script[type="application/json"]').textContent);
    const part = {};
    for (const e of root.querySelectorAll("[data-part]")) part[e.dataset.part] = e;
    const [say, slider, output] = [".ad-say", ".ad-frame input", ".ad-frame output"].map(one);
    const buttons = Object.fromEntries(
      [...root.querySelectorAll("[data-go]")].map((button) => [button.dataset.go, button]));
    let run = 0, at = given.first, timer = 0;

    const count = () => given.runs[run].say.length;

    // Of each attribute its value in each frame; what repeats was left out.
    for (const { say, columns } of given.runs) {
      for (const column in given.base) {
        const values = (columns[column] ?? "").split("|");
        let value = given.base[column];
        columns[column] = say.map((_, k) => {
          if (values[k]) value = values[k] === "~" ? "" : values[k];
          return value;
        });
      }
    }

    function draw(run, at) {
      for (const column in given.base) {
        const [name, attribute] = column.split(" "), value = given.runs[run].columns[column][at];
        if (attribute === "text") part[name].textContent = value;
        else part[name].setAttribute(attribute, value);
      }
    }

    function show() {
      const mark = given.runs[run].marks[at] ?? `${at + 1} of ${count()}`;
      draw(run, at);
      say.textContent = given.runs[run].say[at];
      root.dataset.frame = at;
      slider.max = count() - 1;
      slider.value = at;
      slider.setAttribute("aria-valuetext", mark);
      output.textContent = mark;
      for (const go of ["first", "back"]) buttons[go].setAttribute("aria-disabled", at === 0);
      for (const go of ["next", "last"]) {
        buttons[go].setAttribute("aria-disabled", at === count() - 1);
      }
    }

    function pause() {
      clearInterval(timer);
      timer = 0;
      delete root.dataset.playing;
      say.setAttribute("aria-live", "polite");
      buttons.play.setAttribute("aria-label", "Play");
      buttons.play.querySelector("path").setAttribute("d", PLAY);
    }

    function play() {
      if (still.matches) return;
      if (at === count() - 1) at = 0;
      root.dataset.playing = "";
      say.setAttribute("aria-live", "off");  // sentences that follow so fast cannot be listened to
      buttons.play.setAttribute("aria-label", "Pause");
      buttons.play.querySelector("path").setAttribute("d", PAUSE);
      timer = setInterval(() => {
        at += 1;
        if (at === count() - 1) pause();
        show();
      }, given.runs[run].pause);
      show();
    }

    function go(move) {
      const was = timer;
      pause();
      if (move === "play") {
        if (!was) play();
        return;
      }
      const last = count() - 1;
      at = { first: 0, back: Math.max(at - 1, 0), next: Math.min(at + 1, last), last }[move] ?? move;
      show();
    }

    // The longest sentence has room, so that the page below stays where it is.
    function reserve() {
      say.style.minHeight = "";
      const now = say.textContent;
      const heights = given.runs.flatMap((each) => each.say)
        .sort((a, b) => b.length - a.length).slice(0, 8)
        .map((sentence) => { say.textContent = sentence; return say.offsetHeight; });
      say.textContent = now;
      say.style.minHeight = `${Math.max(...heights)}px`;
    }

    root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-go]");
      if (button) go(button.dataset.go);
    });
    root.addEventListener("keydown", (event) => {
      const move = KEYS[event.key];
      if (!move || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      // What has a use of its own for a key keeps it.
      if (event.target.matches(".ad-scroll, input[type=radio]")) return;
      if (move === "play" ? still.matches || event.target.matches("button, summary")
        : event.target.matches("input")) return;
      event.preventDefault();
      go(move);
    });
    slider.addEventListener("input", () => go(slider.valueAsNumber));
    one(".ad-runs")?.addEventListener("change", (event) => {
      const before = count();
      run = Number(event.target.value);
      go(count() === before ? at : "first");  // the same place, where the runs share theirs
    });
    if (given.drag) {
      const [name, positions] = given.drag, hold = part[name];
      const follow = (event) => {
        if (event.type === "pointermove" && !hold.hasPointerCapture(event.pointerId)) return;
        const { x } = new DOMPoint(event.clientX, event.clientY)
          .matrixTransform(hold.getScreenCTM().inverse());
        const far = positions.map((p) => Math.abs(p - x));
        go(far.indexOf(Math.min(...far)));
      };
      hold.addEventListener("pointerdown", (event) => {
        hold.setPointerCapture(event.pointerId);
        follow(event);
      });
      hold.addEventListener("pointermove", follow);
    }
    // Paper gets the most telling frame.
    matchMedia("print").addEventListener("change", ({ matches }) => {
      pause();
      if (!matches) return show();
      draw(...given.still);
      say.textContent = given.said;
    });
    const follow = () => {
      pause();
      buttons.play.hidden = still.matches;
    };
    still.addEventListener("change", follow);
    for (const form of root.querySelectorAll("form")) {
      form.elements.run.value = run;
      form.addEventListener("submit", (event) => event.preventDefault());
    }
    for (const hidden of root.querySelectorAll("[hidden]")) hidden.hidden = false;
    follow();
    let width = 0;
    new ResizeObserver(() => {
      if (root.clientWidth === width) return;
      width = root.clientWidth;
      reserve();
    }).observe(root);
    show();
    root.dataset.ready = "";
  }

  for (const root of document.querySelectorAll(".ad-player:not([data-ready], .ad-own)")) mount(root);
})();
