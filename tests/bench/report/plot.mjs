// Bars as SVG: on a ground of their own, so that they can be read on a light and on a dark page; every figure stands beside its bar.

const [WIDTH, LABELS, FIGURES, MARGIN] = [760, 250, 170, 20];
const [BAR, GAP, HEAD] = [16, 12, 62];
const ROOM = WIDTH - LABELS - FIGURES - MARGIN;

const STYLE = `
    text { font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328 }
    .title { font-size: 16px; font-weight: 600 }
    .note { fill: #59636e; font-size: 12px }
    .ground { fill: #fff; stroke: #d1d9e0 }
    .ours { fill: #0a66c2 } .other { fill: #8a939d } .soft { opacity: .55 }
    .spread { stroke: #1f2328; stroke-width: 1.5 }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 } .note { fill: #9aa4af } .ground { fill: #0d1117; stroke: #3d444d }
      .ours { fill: #58a6ff } .other { fill: #6e7781 } .spread { stroke: #e6edf3 }
    }`;

const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const words = (x, y, text, kind = "") => `<text x="${x}" y="${y}"${kind && ` class="${kind}"`}>${escape(text)}</text>`;

function bar({ value, low, high, text }, isOurs, isSoft, y, scale) {
  const kind = `${isOurs ? "ours" : "other"}${isSoft ? " soft" : ""}`;
  const width = Math.max(1, value * scale);
  const middle = y + BAR / 2;
  const end = LABELS + Math.max(width, (high ?? 0) * scale);
  const whisker = high === undefined ? "" : `<path class="spread" d="M${(LABELS + low * scale).toFixed(1)} ${middle}H${(LABELS + high * scale).toFixed(1)}"/>`;
  return `<rect class="${kind}" x="${LABELS}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" rx="2"/>${whisker}${words(end + 6, y + 13, text)}`;
}

/**
 * `rows` are `{ label, isOurs, bars }`, each bar `{ value, low, high, text }`; bars after a row's first are paler. A screen reader gets title and
 * figures.
 */
export function bars({ title, note, rows }) {
  const most = Math.max(...rows.flatMap(({ bars: all }) => all.flatMap(({ value, high }) => [value, high ?? 0])));
  const scale = ROOM / most;
  let y = HEAD;
  const drawn = rows.map(({ label, isOurs, bars: all }) => {
    const top = y;
    const pieces = all.map((one, place) => bar(one, isOurs, place > 0, top + place * (BAR + 2), scale));
    y += all.length * (BAR + 2) + GAP;
    return [words(MARGIN, top + 13, label), ...pieces].join("\n  ");
  });
  const told = rows.map(({ label, bars: all }) => `${label}: ${all.map(({ text }) => text).join(", ")}`).join("; ");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img" aria-labelledby="title desc">
  <title id="title">${escape(title)}</title>
  <desc id="desc">${escape(told)}.</desc>
  <style>${STYLE}
  </style>
  <rect class="ground" x=".5" y=".5" width="${WIDTH - 1}" height="${y - 1}" rx="6"/>
  ${words(MARGIN, 28, title, "title")}
  ${words(MARGIN, 47, note, "note")}
  ${drawn.join("\n  ")}
</svg>
`;
}
