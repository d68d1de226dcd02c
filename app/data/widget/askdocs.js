"use strict";(()=>{var d={en:{label:"Ask the docs",loading:"Loading…",loadError:"The panel could not be loaded. Check your connection and try again.",skip:"Skip to “{label}”",askSelection:"Ask about this",selection:"About “{text}”: "},de:{label:"Die Doku fragen",loading:"Lädt …",loadError:"Das Fenster konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.",skip:"Zu „{label}“ springen",askSelection:"Dazu fragen",selection:"Zu „{text}“: "},es:{label:"Preguntar a la documentación",loading:"Cargando…",loadError:"No se pudo cargar el panel. Compruebe su conexión e inténtelo de nuevo.",skip:"Saltar a «{label}»",askSelection:"Preguntar sobre esto",selection:"Sobre «{text}»: "},fr:{label:"Interroger la doc",loading:"Chargement…",loadError:"Le panneau n’a pas pu être chargé. Vérifiez votre connexion et réessayez.",skip:"Aller à « {label} »",askSelection:"Poser une question là-dessus",selection:"À propos de « {text} » : "},ja:{label:"ドキュメントに質問",loading:"読み込み中…",loadError:"パネルを読み込めませんでした。接続を確認して、もう一度お試しください。",skip:"「{label}」へ移動",askSelection:"これについて質問",selection:"「{text}」について："},zh:{label:"询问文档",loading:"正在加载…",loadError:"面板无法加载。请检查网络连接后重试。",skip:"跳到“{label}”",askSelection:"就此提问",selection:"关于“{text}”："}};var c={file:"panel.31ca2ded0158d81d.js",integrity:"sha384-ms2KXq1BfDThypqVFkcD//6Gd+/jJKBeaCtTzGCqzWbQpbr1+KX2w0v6TXCR+24S"};var l={de:{file:"words.de.eb3b1529b09998e3.js",integrity:"sha384-pcwutxBnOz4hlQ056S4yb1cHWJeGKqhoD0BwIlRXPJnBCYCqNi0uvhMUZMmOfJea"},es:{file:"words.es.fabead1d55d9c192.js",integrity:"sha384-nvTO0FUclFhmltYv/a6LT3fiLjvy1B3gKtGym/ulSB4W7227PuFBhWsPvuxpPL+I"},fr:{file:"words.fr.084c29ce8204cdf7.js",integrity:"sha384-9/Pb9fpSNhLMFYhjv1Ox9HCdAmn+wqfFLcbLbP2u8atulvvr8mwqMkQIb0MosoTX"},ja:{file:"words.ja.99a7fe2bf434b759.js",integrity:"sha384-o1WkHVcUl2zlaT3qtWnh8t5KhwDmJeFogXMycuuEotCtbyaMo8jd6VmyBnl8zZXo"},zh:{file:"words.zh.17a0fe1d03af7ed5.js",integrity:"sha384-BGuzwLcR5BzzxhGeFHlsLt32ApVXw6VquWPmNKqq5p6Cm2zGC/kS7Z06fMclYR7+"}};function x(e){return Array.from(e).length}function f(e,t){return e.length<=t?e:Array.from(e).slice(0,t).join("")}var ee="ask",te=2e3;function C(e){let t=new URLSearchParams(location.search).get(ee)?.trim();t&&e.open(f(t,te))}var A=typeof navigator<"u"&&/mac|iphone|ipad/i.test(navigator.platform);function ne(e,t,o=A){let n=t.split("+"),s=n.pop()??"",r=p=>n.includes(p),{key:a="",code:i=""}=e;return e.metaKey===(r("meta")||r("mod")&&o)&&e.ctrlKey===(r("ctrl")||r("mod")&&!o)&&e.altKey===r("alt")&&e.shiftKey===r("shift")&&(a.toLowerCase()===s||!/^[ -~]*$/.test(a)&&oe(i,s))}function oe(e,t){return e===`Key${t.toUpperCase()}`||e===`Digit${t}`}function M(e,t=A){let o=t?{mod:"⌘",meta:"⌘",ctrl:"⌃",alt:"⌥",shift:"⇧"}:{mod:"Ctrl",meta:"Win",ctrl:"Ctrl",alt:"Alt",shift:"Shift"};return e.split("+").map(n=>o[n]??n.toUpperCase()).join(t?"":"+")}function _(e,t){let o=n=>{if(n.defaultPrevented||n.repeat||!ne(n,t)||se(n))return;n.preventDefault(),n.composedPath().some(r=>r instanceof Element&&r.matches(".askdocs-panel"))?e.close():e.open()};return document.addEventListener("keydown",o),()=>document.removeEventListener("keydown",o)}function se(e){let t=e.composedPath()[0];return t instanceof HTMLElement&&t.isContentEditable}function y(e){let t=e,o=new Set;return{get:()=>t,getInitial:()=>e,set(n){Object.is(n,t)||(t=n,Array.from(o).forEach(s=>s()))},subscribe(n){let s=()=>n();return o.add(s),()=>o.delete(s)}}}function U(){let e=y(!1),t=y(!1),o=y(""),n=y(0),s=null,r={isOpen:e,isLoading:t,draft:o,timesOpened:n,open(a=""){e.get()||(s=re()),a&&o.set(a),n.set(n.get()+1),e.set(!0)},reopen:()=>e.set(!0),close(a){e.set(!1);let i=a??s;i instanceof HTMLElement&&i.isConnected&&i.focus({preventScroll:!0})},toggle(){e.get()?t.get()||r.close():r.open()}};return r}function re(){let e=document.activeElement;for(;e?.shadowRoot?.activeElement;)e=e.shadowRoot.activeElement;return e}var ae=3,ie=500;function H(e,t,o){let n=document.createElement("button");n.className="askdocs-button askdocs-selection",n.type="button",n.hidden=!0,n.textContent=o("askSelection");let s="";n.addEventListener("pointerdown",a=>a.preventDefault()),n.addEventListener("click",()=>{t.open(o("selection",{text:s})),n.hidden=!0}),e.append(n);let r=()=>{let a=document.getSelection();s=f(a?.toString().replace(/\s+/g," ").trim()??"",ie);let i=a?.rangeCount&&!a.isCollapsed&&s.length>=ae,p=!document.activeElement?.matches("input, textarea, [contenteditable], askdocs-panel, .askdocs-panel *");if(n.hidden=!i||!p,!n.hidden&&a){let{left:h,bottom:u}=a.getRangeAt(0).getBoundingClientRect();n.style.setProperty("left",`${Math.max(8,Math.min(h,window.innerWidth-200))}px`),n.style.setProperty("top",`${Math.min(u+8,window.innerHeight-48)}px`)}};document.addEventListener("pointerup",()=>setTimeout(r)),document.addEventListener("keyup",a=>(a.shiftKey||!n.hidden)&&r()),document.addEventListener("scroll",()=>n.hidden=!0,{passive:!0})}function ce(e){return e.isComposing||e.keyCode===229}function N(e){return t=>{if(!e.isLoading.get()||ce(t)||t.ctrlKey||t.metaKey||t.altKey)return;let{draft:o}=e,{key:n=""}=t;if(n==="Escape")e.close();else if(n==="Backspace")o.set(f(o.get(),x(o.get())-1));else if(x(n)===1&&(o.get()!==""||n!==" "))o.set(o.get()+n);else if(n!==" "&&n!=="Enter")return;t.preventDefault()}}var b=`.askdocs-corner {
  display: flex;
  flex-direction: column;
  gap: 0.5rem;
  inset-block-end: 1.25rem;
  position: fixed;
  z-index: calc(var(--askdocs-layer) - 2);
}

.askdocs-corner--bottom-end {
  align-items: flex-end;
  inset-inline-end: 1.25rem;
}

.askdocs-corner--bottom-start {
  align-items: flex-start;
  inset-inline-start: 1.25rem;
}

.askdocs-corner p {
  background: var(--askdocs-surface);
  border: 1px solid var(--askdocs-danger);
  border-radius: var(--askdocs-radius);
  margin: 0;
  max-inline-size: 18rem;
  padding: 0.5rem 0.75rem;
}

.askdocs-corner kbd {
  font-family: inherit;
  font-size: 0.75em;
}

.askdocs-button {
  align-items: center;
  background: var(--askdocs-surface);
  border: 1px solid var(--askdocs-shade-400);
  border-radius: 2rem;
  box-shadow: var(--askdocs-shadow-low);
  color: var(--askdocs-text);
  cursor: pointer;
  display: inline-flex;
  font: inherit;
  font-weight: var(--askdocs-semibold);
  gap: 0.5rem;
  line-height: 1.25;
  padding: 0.6rem 1rem;
}

/* One above the other, so that nothing moves when the words change. */
.askdocs-label {
  display: grid;
}

.askdocs-label > * {
  grid-area: 1 / 1;
  text-align: start;
}

.askdocs-unseen {
  visibility: hidden;
}

.askdocs-button svg {
  flex: none;
}

.askdocs-button:hover {
  border-color: var(--askdocs-primary);
}

.askdocs-button:focus-visible,
.askdocs-skip:focus {
  outline: 2px solid var(--askdocs-primary);
  outline-offset: 2px;
}

.askdocs-skip {
  background: var(--askdocs-surface);
  color: var(--askdocs-text);
  inset-block-start: 0.5rem;
  inset-inline-start: 0.5rem;
  padding: 0.5rem 1rem;
  position: fixed;
  z-index: var(--askdocs-layer);
}

.askdocs-skip:not(:focus) {
  block-size: 1px;
  clip-path: inset(50%);
  inline-size: 1px;
  overflow: hidden;
  padding: 0;
}

/* Where there is hardly a keyboard. */
@media (hover: none), (max-width: 768px), print {
  .askdocs-corner kbd {
    display: none;
  }
}

@media print {
  .askdocs-corner {
    display: none;
  }
}

.askdocs-selection {
  position: fixed;
  z-index: var(--askdocs-layer);
}
`;function I(){let e=document.documentElement.lang||navigator.language||"en";try{return new Intl.Locale(e.replace("_","-")).toString()}catch{return"en"}}function le({apiUrl:e}){return location.origin+new URL(e,location.href).pathname.replace(/\/$/,"")}var ue="(min-width: 769px)";function D(e){try{let t=pe(e),o=sessionStorage.getItem(t)!==null;return sessionStorage.removeItem(t),o&&window.matchMedia(ue).matches}catch{return!1}}function pe(e){return`askdocs:${le(e)}:open`}function j(e){let t=()=>e(fe()),o=()=>{t(),setTimeout(t,he)},n=new MutationObserver(o);for(let r of[document.documentElement,document.body])n.observe(r,{attributeFilter:me});let s=window.matchMedia("(prefers-color-scheme: dark)");return s.addEventListener("change",o),t(),()=>{n.disconnect(),s.removeEventListener("change",o)}}var me=["class","style","data-theme","data-mode","data-color-mode","data-bs-theme","data-md-color-scheme","data-color-scheme"],he=400,ge=.5;function fe(){for(let o of[document.body,document.documentElement]){let n=ke(getComputedStyle(o).backgroundColor);if(n&&n.alpha>ge)return n.light<.5}let e=getComputedStyle(document.documentElement).colorScheme,t=window.matchMedia("(prefers-color-scheme: dark)").matches;return e.includes("dark")&&(t||!e.includes("light"))}function ke(e){let[t,o,n,s=1]=(/^rgba?\((.*)\)$/.exec(e)?.[1]??"").split(/[\s,/]+/).map(Number);if(t===void 0||o===void 0||n===void 0||Number.isNaN(t)){let r=/^(?:ok)?l(?:ab|ch)\(([\d.]+)(%?)/.exec(e);return r?{light:Number(r[1])/(r[2]||!e.startsWith("ok")?100:1),alpha:1}:null}return{light:(.299*t+.587*o+.114*n)/255,alpha:s}}function F(e,t){let o=document.createElement("a");return o.className="askdocs-skip",o.href="#askdocs",o.textContent=e,o.addEventListener("click",n=>{n.preventDefault(),t()?.focus()}),o}var E=String.raw,ye=E`
  --askdocs-surface: #fff;
  --askdocs-text: #1c1e21;
  --askdocs-primary: var(--askdocs-accent, #1d5fa8);
  --askdocs-warning: #b06f00;
  --askdocs-danger: #c62828;
  --askdocs-shade-100: #f5f6f7;
  --askdocs-shade-200: #ebedf0;
  --askdocs-shade-300: #d8dbe0;
  --askdocs-shade-400: #b4bac4;
  --askdocs-shade-500: #8d949e;
  --askdocs-shade-700: #5f656d;
  --askdocs-shade-800: #474b52;
  --askdocs-code-comment: #5f6b76;
  --askdocs-code-keyword: #8a1f7a;
  --askdocs-code-string: #1a6b2d;
  --askdocs-code-number: #9a4a00;
  --askdocs-code-name: #1d5fa8;
  color-scheme: light;
`,be=E`
  --askdocs-surface: #1b1d20;
  --askdocs-text: #e6e8eb;
  --askdocs-primary: var(--askdocs-accent-dark, #8ec5ff);
  --askdocs-warning: #e6b450;
  --askdocs-danger: #ff8a80;
  --askdocs-shade-100: #24272b;
  --askdocs-shade-200: #30343a;
  --askdocs-shade-300: #454b53;
  --askdocs-shade-400: #5f666f;
  --askdocs-shade-500: #7d858f;
  --askdocs-shade-700: #adb4bd;
  --askdocs-shade-800: #c5cad1;
  --askdocs-code-comment: #9aa4af;
  --askdocs-code-keyword: #e7a1dc;
  --askdocs-code-string: #9bd6a5;
  --askdocs-code-number: #f0b27a;
  --askdocs-code-name: #8ec5ff;
  color-scheme: dark;
`,v=E`
  :host {
    all: initial !important;
    display: block !important;
    font-family: system-ui, sans-serif !important;
    font-size: medium !important;
    --askdocs-rem: 1em !important;
  }

  .askdocs-scheme {
    ${ye}
    --askdocs-radius: 0.4rem;
    --askdocs-shadow-low: 0 1px 3px rgb(0 0 0 / 20%);
    --askdocs-shadow-high: 0 0 24px rgb(0 0 0 / 20%);
    --askdocs-semibold: 600;
    --askdocs-bold: 700;
    --askdocs-header-height: 3.5rem;
    --askdocs-layer: 2147483000;
    color: var(--askdocs-text);
    font-size: 1rem;
    line-height: 1.6;
    text-align: start;
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  [hidden] {
    display: none !important;
  }

  .askdocs-scheme--dark {
    ${be}
  }
`;function K(e){return e.replace(/(\d*\.?\d+)rem\b/g,"calc($1 * var(--askdocs-rem))")}function m(e,t){let o=document.createElement(e);return o.className=t,o}function S(e,t){let o=new CSSStyleSheet;o.replaceSync(K(t)),e.adoptedStyleSheets=[...e.adoptedStyleSheets,o]}function q(e,t){let o=document.createElement("div"),n=o.attachShadow({mode:"open"});S(n,v+b);let s=m("div","askdocs-scheme");s.setAttribute("role","navigation"),s.setAttribute("aria-label",e),s.append(F(e,()=>t)),n.append(s),document.body.prepend(o)}function z(e,t={}){return e.replace(/\{(\w+)\}/g,(o,n)=>String(t[n]??o))}function W(e){let t=T(d,e);return(o,n)=>z(t[o]??o,n)}function T(e,t){return e[t]??e[t.split("-")[0]??""]??e.en}function B(e,t){let o=e.language||I(),n=W(o),s=U();we();let r=document.createElement("askdocs-panel"),a=r.attachShadow({mode:"open"});S(a,v+b);let i=m("div","askdocs-scheme");i.dir=getComputedStyle(document.documentElement).direction,i.lang=o;let p=ve(e,s,n),h=m("div","askdocs-root");i.append(p.node,h),a.append(i),document.documentElement.append(r);let u=k=>{i.classList.toggle("askdocs-scheme--dark",k)};e.scheme==="auto"?j(u):u(e.scheme==="dark");let R=!1;s.isOpen.subscribe(()=>{s.isOpen.get()&&!R&&!s.isLoading.get()&&Y()});async function Y(){s.isLoading.set(!0),p.setFailed(!1);try{let k=await t(o);R=!0,s.isLoading.set(!1),k({options:e,launcher:s,language:o,container:h,root:a})}catch(k){console.error(k),s.isLoading.set(!1),s.close(),p.setFailed(!0)}}return document.addEventListener("keydown",N(s),!0),e.hotkey&&_(s,e.hotkey),e.position!=="none"&&q(n("skip",{label:n("label")}),p.button),e.askSelection&&H(i,s,n),D(e)&&s.reopen(),C(s),s}function ve(e,t,o){let n=m("aside",`askdocs-corner askdocs-corner--${e.position}`);n.hidden=e.position==="none",n.setAttribute("aria-label",o("label"));let s=m("p","");s.setAttribute("role","alert"),s.hidden=!0;let r=m("button","askdocs-button");r.type="button",r.setAttribute("aria-haspopup","dialog");let a=m("span","askdocs-label"),i=m("span","");i.textContent=o("label");let p=m("span","");p.textContent=o("loading"),a.append(i);let h=()=>{r.setAttribute("aria-expanded",String(t.isOpen.get()));let u=t.isLoading.get();i.classList.toggle("askdocs-unseen",u),u?a.append(p):p.remove()};if(h(),t.isOpen.subscribe(h),t.isLoading.subscribe(h),r.addEventListener("click",t.toggle),r.append(Se(),a),e.hotkey){let u=m("kbd","");u.textContent=M(e.hotkey),u.setAttribute("aria-hidden","true"),r.append(u)}return n.append(s,r),{node:n,button:r,setFailed(u){s.textContent=u?o("loadError"):"",s.hidden=!u}}}function Se(){let e="http://www.w3.org/2000/svg",t=document.createElementNS(e,"svg"),o=document.createElementNS(e,"path"),n=[[t,{"aria-hidden":"true",viewBox:"0 0 24 24",width:"20",height:"20"}],[o,{fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linejoin":"round","stroke-linecap":"round",d:"M4 4h16v12h-9l-5 4v-4H4zM9.7 8.6a2.4 2.4 0 1 1 3.4 2.2c-.7.3-1.1.8-1.1 1.4M12 14.2v0"}]];for(let[s,r]of n)for(let[a,i]of Object.entries(r))s.setAttribute(a,i);return t.append(o),t}function we(){try{CSS.registerProperty({name:"--askdocs-rem",syntax:"<length>",inherits:!0,initialValue:"16px"})}catch{}}var $={apiKey:"",mode:"stream",position:"bottom-end",hotkey:"mod+i",exampleQuestions:[],pathQuestions:{},disclaimer:void 0,history:"tab",search:!1,askSelection:!1,handOver:void 0,privacyUrl:"",pagePrefixes:{}};var V={...$,language:"",version:"",locale:"",scheme:"auto"},xe={mode:["stream","invoke"],position:["bottom-end","bottom-start","none"],history:["tab","browser","ask"],scheme:["auto","light","dark"]};function G(e){for(let t of Object.keys(e))if(t!=="apiUrl"&&!(t in V))throw new TypeError(`askdocs: there is no option "${t}"`);for(let[t,o]of Object.entries(xe)){let n=e[t];if(n!==void 0&&!o.includes(n))throw new TypeError(`askdocs: ${t} must be one of ${o.join(", ")}, not "${n}"`)}if(!e.apiUrl||!/^(?:https?:\/\/|\/(?!\/))/.test(e.apiUrl))throw new TypeError('askdocs: apiUrl must be the address of the service, such as "https://ask.example.com"');return{...V,...e,apiUrl:e.apiUrl.replace(/\/+$/,"")}}function L({dataset:e,src:t}){let{questions:o,hotkey:n,disclaimer:s,search:r,askSelection:a,handOverUrl:i,handOverText:p,...h}=e;return delete h.mount,{apiUrl:/^(.*)\/widget\/[^/]*$/.exec(t)?.[1]??"",...h,...o&&{exampleQuestions:o.split("|").map(u=>u.trim())},...n!==void 0&&{hotkey:w(n)?!1:n},...s!==void 0&&{disclaimer:w(s)?!1:s},...r!==void 0&&{search:!w(r)},...a!==void 0&&{askSelection:!w(a)},...i&&{handOver:{url:i,text:p}}}}function w(e){return e==="false"||e==="none"}var{trustedTypes:Ee}=globalThis,Q,g=document.currentScript instanceof HTMLScriptElement?document.currentScript:null,O=null,P=null;globalThis.askdocs||(globalThis.askdocs={mount(e={}){let t=G({...g&&{apiUrl:L(g).apiUrl??""},...e});O??=B(t,Le)},open:e=>O?.open(e),close:()=>O?.close(),provide:e=>{P=e}},g&&g.dataset.mount!=="manual"&&Te(()=>globalThis.askdocs?.mount(L(g))));function Te(e){document.readyState==="loading"?document.addEventListener("DOMContentLoaded",e,{once:!0}):e()}async function Le(e){let t=T(l,e);if(await Promise.all([c,...t?[t]:[]].map(Oe)),!P)throw new Error(`askdocs: ${c.file} is not the panel`);return P}function Oe({file:e,integrity:t}){return new Promise((o,n)=>{let s=document.createElement("script"),r=new URL(e,g?.src??document.baseURI).href;s.integrity=t,s.crossOrigin="anonymous",s.nonce=g?.nonce??"",s.src=Pe(r),s.addEventListener("load",()=>{s.remove(),o()}),s.addEventListener("error",()=>{s.remove(),n(new Error(`askdocs: ${r} could not be loaded`))}),document.head.append(s)})}function Pe(e){return Q??=Ee?.createPolicy("askdocs",{createScriptURL:t=>t}),Q?.createScriptURL(e)??e}})();
