"use strict";
// Values under the pointer, or under the arrow keys.
for (const figure of document.querySelectorAll("figure[data-values]")) {
  const panels = JSON.parse(figure.querySelector("script").textContent);
  const series = panels.flatMap(panel => panel.series.map(one => ({ panel, ...one })));
  const canvas = figure.querySelector(".canvas"), svg = canvas.querySelector("svg");
  const value = figure.querySelector(".value"), box = svg.viewBox.baseVal;
  const ring = document.createElement("div");
  const hint = value.innerHTML;
  ring.className = "ring";
  ring.hidden = true;
  canvas.append(ring);
  figure.tabIndex = 0;
  figure.setAttribute("role", "group");
  figure.setAttribute("aria-label", svg.getAttribute("aria-label") + ": values by arrow keys");
  let chosen = [0, -1];
  const show = (s, p) => {
    chosen = [s, p];
    const { panel, name, points } = series[s], [left, top, x, y] = points[p];
    ring.hidden = false;
    ring.style.left = 100 * left / box.width + "%";
    ring.style.top = 100 * top / box.height + "%";
    value.classList.add("shown");
    value.textContent = `${name}: ${panel.x} = ${x}, ${panel.y} = ${y}`;
  };
  const point = event => {
    const rect = svg.getBoundingClientRect(), scale = rect.width / box.width;
    const x = (event.clientX - rect.left) / scale, y = (event.clientY - rect.top) / scale;
    // A finger covers more than a pointer.
    let best = event.pointerType === "touch" ? 30 : 12, found = null;
    series.forEach((one, s) => one.points.forEach(([left, top], p) => {
      const distance = Math.hypot(left - x, top - y);
      if (distance < best) { best = distance; found = [s, p]; }
    }));
    if (found) show(...found);
  };
  svg.addEventListener("pointermove", point);
  svg.addEventListener("pointerdown", point);
  figure.addEventListener("keydown", event => {
    let [s, p] = chosen;
    const last = () => series[s].points.length - 1;
    switch (event.key) {
      case "ArrowRight": p = Math.min(p + 1, last()); break;
      case "ArrowLeft": p = Math.max(p - 1, 0); break;
      case "ArrowDown": s = (s + 1) % series.length; p = Math.max(0, Math.min(p, last())); break;
      case "ArrowUp": s = (s + series.length - 1) % series.length; p = Math.max(0, Math.min(p, last())); break;
      case "Home": p = 0; break;
      case "End": p = last(); break;
      case "Escape": ring.hidden = true; value.classList.remove("shown"); value.innerHTML = hint; return;
      default: return;
    }
    event.preventDefault();
    show(s, p);
  });
}
