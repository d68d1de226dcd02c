/** Answers that a hostile page, or a model that it has misled, may send. None may run, ask anybody or halt the page. */
const FENCE = '```';
const EVIL = 'https://evil.example';

export const HOSTILE_ANSWERS: Record<string, string> = {
  html: `<script>window.pwned = 1</script><img src="${EVIL}/a" onerror="window.pwned = 2"><iframe src="${EVIL}"></iframe>
<style>@import "${EVIL}/b.css"; * {display: none}</style><base href="${EVIL}"><meta http-equiv="refresh" content="0;url=${EVIL}">
<form action="${EVIL}"><button autofocus onfocus="window.pwned = 3">go</button></form> [1]`,
  svg: `<svg onload="window.pwned = 4"><script>window.pwned = 5</script><use href="${EVIL}/c.svg#x"/><animate onbegin="window.pwned = 6"/></svg> [1]`,
  links: `[a](javascript:window.pwned=7) [b](JaVaScRiPt:window.pwned=8) [c](data:text/html,<script>window.pwned=9</script>)
[d](&#106;avascript:window.pwned=10) [e](java%0ascript:window.pwned=11) [f](vbscript:x) [g](//evil.example/) <javascript:window.pwned=12>
![pixel](${EVIL}/d.png) ![pixel](data:image/svg+xml,<svg/onload=alert(1)>) [h](blob:x) [i][ref]

[ref]: javascript:window.pwned=13`,
  citations: '[1] '.repeat(10_000),
  direction: 'Press \u202egnp.exe\u202c \u2066and \u2067then\u2069 \u202e the lever [1].\n\nNext paragraph.',
  fence: `Press [1].\n\n${FENCE}html\n<script>window.pwned = 14</script>\n${FENCE.slice(1)}\n<img src="${EVIL}/e" onerror="window.pwned = 15">`,
  nested: `${'> '.repeat(3000)}deep [1]\n\n${'*'.repeat(20_000)}\n\n${'['.repeat(20_000)}`,
};
