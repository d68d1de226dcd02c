"use strict";(()=>{var R,wn,No,ne,pt,Fe,vn,He,Sn,mt,ft,An,ye=Symbol.for("pv"),qe={},Be=[],Lo=/^m(i|n|o|s|text|space)$/,Ue=Array.isArray,gt=Be.slice,le=Object.assign;function ie(t){t&&t.parentNode&&t.remove()}function kt(t,e,n){var r,o,s,a={},i=arguments.length;for(s in e)s=="key"?r=e[s]:s=="ref"&&typeof t!="function"?o=e[s]:a[s]=e[s];return i>2&&(a.children=i>3?gt.call(arguments,2):n),be(t,a,r,o,null)}function be(t,e,n,r,o){var s={type:t,props:e,key:n,ref:r,__k:null,__:null,__b:0,__e:null,__c:null,constructor:ye,__v:o||++wn,__i:-1,__u:0};return!o&&R.vnode&&R.vnode(s),s}function D(t){return t.children}function re(t,e){this.props=t,this.context=e,this.__g=0}function oe(t,e){if(e==null)return t.__&&oe(t.__,t.__i+1);for(var n;e<t.__k.length;e++)if((n=t.__k[e])&&n.__e)return n.__e;return typeof t.type!="function"||t.props.__P?null:oe(t)}function zo(t){var e,n=t.__v,r=n.__e,o=[],s=[],a=t.__P;a&&((e=le({constructor:ye},n)).__v=n.__v+1,R.vnode&&R.vnode(e),bt(a,e,n,t.__n,a.namespaceURI,32&n.__u?[r]:null,o,r||oe(n),32&n.__u,s),e.__v=n.__v,e.__.__k[e.__i]=e,In(o,e,s),n.__=n.__e=null,e.__e!=r&&Cn(e))}function Cn(t){if((t=t.__)&&t.__c&&!t.props.__P)return t.__e=null,t.__k.some(function(e){return e&&(t.__e=e.__e)}),Cn(t)}function ht(t){(8&t.__g||(t.__g|=8,ne.push(t),Fe++))&&pt==R.debounceRendering||((pt=R.debounceRendering)||queueMicrotask)(Rn)}function Rn(){try{for(var t,e=1;ne.length;)ne.length>e&&ne.sort(vn),t=ne.shift(),e=ne.length,8&t.__g&&zo(t)}finally{(Fe=ne.length)&&(pt||queueMicrotask)(Rn)}}function Tn(t,e,n,r,o,s,a,i,l,h,c){var f,p,u,m,g,k,b=r.__k||Be,w=e.length;for(l=Oo(n,e,b,l,w),f=0;f<w;f++)(u=n.__k[f])!=null&&(p=~u.__i&&b[u.__i]||qe,u.__i=f,k=bt(t,u,p,o,s,a,i,l,h,c),m=u.__e,(p.ref!=u.ref||8&p.__u)&&(p.ref&&yt(p.ref,null,u,p),u.ref&&c.push(u.ref,u.__c||m,u)),g=g||m,4&u.__u?(l=Pn(u,l,t,!p.__v),p.__e&&(p.__e=null)):typeof u.type=="function"&&k!==void 0?l=k:m&&(l=m.nextSibling),u.__u&=-21);return n.__e=g,l}function Oo(t,e,n,r,o){var s,a,i,l,h,c,f,p,u,m=n.length,g=m,k=0,b=0,w=t.__k=Array(o);for(s=0;s<o;s++)(a=e[s])!=null&&typeof a!="boolean"&&typeof a!="function"?(typeof a!="object"||a.constructor===String?a=w[s]=be(null,a):Ue(a)?a=w[s]=be(D,{children:a}):a.constructor===ye&&a.__b?a=w[s]=be(a.type,a.props,a.key,a.ref,a.__v):w[s]=a,l=s+k,a.__=t,a.__b=t.__b+1,i=null,~(h=a.__i=Do(a,n,l,g))&&(g--,(i=n[h])&&(i.__u|=2)),i&&i.__v?(a.__u|=16,h==l-1?k--:h==l+1?k++:h!=l&&(h>l?k--:k++,b=1)):(~h||(o>m?k--:o<m&&k++),typeof a.type!="function"&&(a.__u|=4))):w[s]=null;if(b){for(c=[],f=[],s=0;s<o;s++)if((a=w[s])&&16&a.__u){for(k=0,p=c.length;k<p;)c[u=k+p>>1]<a.__i?k=u+1:p=u;c[k]=a.__i,f[s]=k+1}for(k=c.length;s--;)f[s]&&(f[s]==k?k--:w[s].__u|=4)}if(g)for(s=0;s<m;s++)!(i=n[s])||2&i.__u||(i.__e==r&&(r=oe(i)),xt(i,i));return r}function Pn(t,e,n,r){var o,s,a,i;if(typeof t.type=="function"){if(t.props.__P)return e;if(o=t.__k)for(s=0;s<o.length;s++)o[s]&&(o[s].__=t,e=Pn(o[s],e,n,!1));return e}for(e&&!e.parentNode&&(e=oe(t))&&!e.parentNode&&(e=null),a=t.__e,i=e;i&&i.nodeType==8;)i=i.nextSibling;for(a!=i&&(!r&&n.moveBefore&&a.parentNode?n.moveBefore(a,e):n.insertBefore(a,e||null)),e=a;(e=e&&e.nextSibling)&&e.nodeType==8&&!e.data.startsWith("$s"););return e}function _t(t,e){return e=e||[],t!=null&&typeof t!="boolean"&&(Ue(t)?t.some(function(n){_t(n,e)}):e.push(t)),e}function Do(t,e,n,r){var o,s=t.key,a=t.type,i=e[n],l=i&&!(2&i.__u);if(i===null&&s==null||l&&s==i.key&&a==i.type)return n;if(r>(l?1:0)){for(o=n-1;o>=0;o--)if((i=e[o])&&!(2&i.__u)&&s==i.key&&a==i.type)return o;for(o=n+1;o<e.length;o++)if((i=e[o])&&!(2&i.__u)&&s==i.key&&a==i.type)return o}return-1}function xn(t,e,n){n==null&&(n=""),e[0]=="-"?t.setProperty(e,n):t[e]=n}function De(t,e,n,r,o){var s,a;if(e=="style")if(typeof n=="string")t.style.cssText=n;else{if(typeof r=="string"&&(t.style.cssText=r=""),r)for(e in r)n&&e in n||xn(t.style,e);if(n)for(e in n)r&&n[e]==r[e]||xn(t.style,e,n[e])}else if(e[0]=="o"&&e[1]=="n")typeof n!="function"&&(n=null),typeof r!="function"&&(r=null),(t.__e||(t.__e={}))[e]=n,n&&r||(a=ft[e]||(ft[e]=Ho(e)),(t.__a||(t.__a={}))[e]=mt,s=e!=(e=e.replace(Sn,"$1")),(e=e.slice(2))[0]<"a"&&(e=e.toLowerCase()),n?t.addEventListener(e,a,s):t.removeEventListener(e,a,s));else{if(o=="http://www.w3.org/2000/svg")e=e.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(e!="width"&&e!="height"&&e!="href"&&e!="list"&&e!="form"&&e!="tabIndex"&&e!="download"&&e!="rowSpan"&&e!="colSpan"&&e!="role"&&e!="popover"&&e in t)try{return void(t[e]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&e[4]!="-"?t.removeAttribute(e):t.setAttribute(e,e=="popover"&&n==1?"":n)}}function Ho(t){return function(e){var n=this.__e;if(n){if(n=n[t],e[He]==null)e[He]=mt++;else if(e[He]<this.__a[t])return;return n(R.event?R.event(e):e)}}}function bt(t,e,n,r,o,s,a,i,l,h){var c,f,p,u,m,g,k,b,w,x,A,_,y,v,T,E,C,B,q=e.type;if(e.constructor!==ye)return null;128&n.__u&&(l=32&n.__u,c=n.__c.__z)&&(e.__u|=l,f=s=[],c.nodeType==8?i=je(c,s):s.push(c),i=s[0]||i),(c=R.__b)&&c(e);e:if(typeof q=="function"){p=a.length;try{if(b=e.props,w=(c=q.prototype)&&c.render,x=(c=q.contextType)&&r[c.__c],A=c?x?x.props.value:c.__:r,(u=n.__c)?(e.__c=u,2&u.__g&&(u.__g|=1)):(w?e.__c=u=new q(b,A):(e.__c=u=new re(b,A),u.constructor=q,u.render=Fo),x&&x.sub(u),u.state||(u.state={}),u.__n=r,u.__g|=8,u.__h=[],u.__k=[]),w&&(u.__s||(u.__s=u.state),q.getDerivedStateFromProps&&(u.__s==u.state&&(u.__s=le({},u.__s)),le(u.__s,q.getDerivedStateFromProps(b,u.__s)))),m=u.props,g=u.state,u.__v=e,n.__c){if(b!==m&&w&&!q.getDerivedStateFromProps&&u.componentWillReceiveProps&&u.componentWillReceiveProps(b,A),e.__v==n.__v&&!(8&u.__g)||!(4&u.__g)&&u.shouldComponentUpdate&&u.shouldComponentUpdate(b,u.__s,A)===!1){e.__v!=n.__v&&(u.props=b,u.state=u.__s,u.__g&=-9),e.__e=n.__e,e.__k=n.__k,e.__k.some(function(N){N&&(N.__=e)}),Be.push.apply(u.__h,u.__k),u.__k=[],u.__h.length&&a.push(u),i=oe(n);break e}u.componentWillUpdate&&u.componentWillUpdate(b,u.__s,A),w&&u.componentDidUpdate&&u.__h.push(function(){u.componentDidUpdate(m,g,k)})}else w&&!q.getDerivedStateFromProps&&u.componentWillMount&&u.componentWillMount(),w&&u.componentDidMount&&u.__h.push(u.componentDidMount);u.context=A,u.props=b,u.__P=t,u.__g&=-5,_=R.__r,y=w?25:0;do u.__g&=-9,_&&_(e),c=u.render(u.props,u.state=u.__s,u.context);while(8&u.__g&&++y<25);w&&(Be.push.apply(u.__h,u.__k),u.__k=[]),u.state=u.__s,u.getChildContext&&(r=le({},r,u.getChildContext())),w&&n.__c&&u.getSnapshotBeforeUpdate&&(k=u.getSnapshotBeforeUpdate(m,g)),v=c&&c.type===D&&c.key==null?c.props.children:c,b.__P&&(c=i,o=(t=b.__P).namespaceURI,l=s=null,n.props&&n.props.__P!=t&&(n.__k.some(function(N){N&&xt(N,N)}),n.__k=null),i=n.__k?oe(n,0):null),i=Tn(t,Ue(v)?v:[v],e,n,r,o,s,a,i,l,h),b.__P&&(e.__e=null,i=c),e.__u&=-161,f&&f.some(ie),u.__h.length&&a.push(u),1&u.__g&&(u.__g&=-4)}catch(N){if(a.length=p,e.__v=null,l||s)if(N&&N.then){if(e.__u|=128|l,s){for(~(C=s.indexOf(i||void 0))||(C=s.length);(B=s[C-1])&&B.nodeType==8;)C--;for(;C<s.length;C++)if(B=s[C])if(s[C]=null,T){if(B==E)break}else{if(B.nodeType!=8)break;B.data.startsWith("$s")&&(E=je(T=B))}}if(!T){for(;i&&i.nodeType==8&&i.nextSibling;)i=i.nextSibling;T=i}(c=je(T=e.__c.__z||(e.__c.__z=T)))?(e.__e=T,i=c):e.__e=i,i=i&&i.nextSibling}else s&&s.some(ie);else e.__e=n.__e;e.__k||(e.__k=n.__k||[]),N&&N.then||En(e),R.__e(N,e,n)}}else i=e.__e=jo(n.__e,e,n,r,o,s,a,l,h,t);return(c=R.diffed)&&c(e),i}function je(t,e){if(t&&t.nodeType==8&&t.data.startsWith("$s"))for(var n=1;t=t.nextSibling;){if(t.nodeType==8){if(t.data.startsWith("$s"))n++;else if(t.data.startsWith("/$s")&&!--n)return t}e&&e.push(t)}}function En(t){t&&(t.__c&&(t.__c.__g|=4),t.__k&&t.__k.some(En))}function In(t,e,n){for(var r=0;r<n.length;)yt(n[r++],n[r++],n[r++]);R.__c&&R.__c(e,t),t.some(function(o){try{t=o.__h,o.__h=[],t.some(function(s){s.call(o)})}catch(s){R.__e(s,o.__v)}})}function jo(t,e,n,r,o,s,a,i,l,h){var c,f,p,u,m,g,k,b,w=n.props||qe,x=e.props,A=e.type;if(A=="svg"?o="http://www.w3.org/2000/svg":A=="math"?o="http://www.w3.org/1998/Math/MathML":o||(o="http://www.w3.org/1999/xhtml"),s){for(c=0;c<s.length;c++)if((m=s[c])&&(A?m.localName==A:m.nodeType==3)){t=m,s[c]=null;break}}if(!t){if(b=h.ownerDocument||document,!A)return b.createTextNode(x);t=b.createElementNS(o,A,x.is?x:h),i&&(R.__m&&R.__m(e,s),i=!1),s=null}if(A){if(h=A=="template"&&t.content||t,s=A=="textarea"&&x.defaultValue!=null?null:s&&gt.call(h.childNodes),!i&&s)for(w={},c=0;c<t.attributes.length;c++)w[(m=t.attributes[c]).name]=m.value;for(c in w)m=w[c],c=="dangerouslySetInnerHTML"?p=m:c=="children"||c in x||c=="value"&&"defaultValue"in x||c=="checked"&&"defaultChecked"in x||De(t,c,null,m,o);for(c in x)m=x[c],c=="children"?u=m:c=="dangerouslySetInnerHTML"?f=m:c=="value"?g=m:c=="checked"?k=m:i&&typeof m!="function"||w[c]===m||De(t,c,m,w[c],o);f?(i||p&&(f.__html==p.__html||f.__html==t.innerHTML)||(t.innerHTML=f.__html),e.__k=[]):(p&&(t.textContent=""),(A=="foreignObject"||o=="http://www.w3.org/1998/Math/MathML"&&Lo.test(A))&&(o="http://www.w3.org/1999/xhtml"),Tn(h,Ue(u)?u:[u],e,n,r,o,s,a,s?s[0]:n.__k&&oe(n,0),i,l),s&&s.some(ie)),i&&A!="textarea"||(c="value",A=="progress"&&g==null?t.removeAttribute(c):g==null||g===t[c]&&(A!="progress"||g)||De(t,c,g,w[c],o),c="checked",k!=null&&k!=t[c]&&De(t,c,k,w[c],o))}else w===x||i&&t.data==x||(t.data=x);return t}function yt(t,e,n,r){try{typeof t=="function"?e?e.__x=t(e)||1:r&&(r=r.__c||r.__e)&&(e=r.__x)&&(r.__x=null,typeof e=="function"?e():t(null)):t.current=e}catch(o){R.__e(o,n)}}function xt(t,e,n){var r,o,s,a;if(R.unmount&&R.unmount(t),!(r=t.ref)||r.current&&r.current!=t.__e||yt(r,null,e,t),r=t.__c){if(r.componentWillUnmount)try{r.componentWillUnmount()}catch(i){R.__e(i,e)}r.__P=r.__n=null}if(r=t.__k)for(a=0;a<r.length;a++)r[a]&&xt(r[a],e,typeof t.type!="function"||n&&!t.props.__P);!n&&(r=t.__c)&&(r=r.__z)&&(o=je(r,s=[]))&&(r==t.__e&&s.some(ie),ie(o),ie(r)),n||ie(t.__e),t.__e=t.__c=t.__=null}function Fo(t,e,n){return this.constructor(t,n)}function wt(t,e){var n,r,o,s;R.__&&R.__(t,e),e.nodeType==9&&(e=e.documentElement),r=(n=t&&32&t.__u)?null:e.__k,e.__k=be(D,{children:[t]}),o=[],s=[],bt(e,e.__k,r||qe,qe,e.namespaceURI,r?null:e.firstChild?gt.call(e.childNodes):null,o,r?r.__e:e.firstChild,n,s),In(o,e.__k,s),e.__k.props.children=null}function Ve(t){function e(n){var r,o;return this.getChildContext||(r=new Set,(o={})[e.__c]=this,this.getChildContext=function(){return o},this.shouldComponentUpdate=function(s){this.props.value!=s.value&&r.forEach(function(a){a.__g|=4,ht(a)})},this.sub=function(s){r.add(s);var a=s.componentWillUnmount;s.componentWillUnmount=function(){r.delete(s),a&&a.call(s)}}),n.children}return e.__c="__cC"+An++,e.__=t,e.Provider=(e.Consumer=function(n,r){return n.children(r)}).contextType=e,e}R={__e:function(t,e,n,r){for(var o,s,a;e=e.__;)if((o=e.__c)&&!(1&o.__g)){o.__g|=4;try{if((a=(s=o.constructor)&&s.getDerivedStateFromError)&&o.setState(s.getDerivedStateFromError(t)),o.componentDidCatch&&(o.componentDidCatch(t,r||{}),a=1),a&&8&o.__g)return void(o.__g|=2)}catch(i){t=i}}throw Fe=0,t}},wn=0,No=function(t){return t!=null&&t.constructor===ye},re.prototype.setState=function(t,e){var n=this.__s;n&&n!=this.state||(n=this.__s=le({},this.state)),typeof t=="function"&&(t=t(le({},n),this.props)),t&&(le(n,t),this.__v&&(e&&this.__k.push(e),ht(this)))},re.prototype.forceUpdate=function(t){this.__v&&(this.__g|=4,t&&this.__h.push(t),ht(this))},re.prototype.render=D,ne=[],Fe=0,vn=function(t,e){return t.__v.__b-e.__v.__b},He=Symbol(),Sn=/(PointerCapture)$|Capture$/i,mt=0,ft={},An=0;var se,$,vt,Mn,St=Object.is,we=0,Fn=[],At=[],L=R,$n=L.__b,Nn=L.__r,Ln=L.diffed,zn=L.__c,On=L.unmount,Dn=L.__;function ge(t,e){L.__h&&L.__h($,t,we||e),we=0;var n=$.__H||($.__H={__:[],__h:[]});return t>=n.__.length&&n.__.push({}),n.__[t]}function M(t){return we=1,qn(Un,t)}function qn(t,e,n){var r=ge(se++,2);if(r.t=t,!r.__c&&(r.__=[n?n(e):Un(void 0,e),function(s){var a=(r.__N||r.__)[0],i=r.t(a,s);St(a,i)||(r.__N=[i,r.__[1]],r.__c.setState({}))}],r.__c=$,!$.__f)){$.__f=!0;var o=$.shouldComponentUpdate;$.shouldComponentUpdate=function(s,a,i){var l=this.__H;if(!l)return!0;var h=!1,c=this.props!=s;if(l.__.some(function(p){p.__N&&(h=!0,St(p.__[0],p.__N[0])||(c=!0))}),o){var f=o.call(this,s,a,i);return h?f||c:f}return!h||c}}return r.__}function j(t,e){var n=ge(se++,3);!L.__s&&Pt(n.__H,e)&&(n.__P=!0,n.__=t,n.u=e,$.__H.__h.push(n))}function Bn(t,e){var n=ge(se++,4);!L.__s&&Pt(n.__H,e)&&(n.__P=!1,n.__=t,n.u=e,$.__h.push(n))}function Y(t){return we=5,Q(function(){return{current:t}},[])}function Q(t,e){var n=ge(se++,7);return Pt(n.__H,e)&&(n.__=t(),n.__H=e),n.__}function Rt(t,e){return we=8,Q(function(){return t},e)}function Tt(t){var e=$.context[t.__c],n=ge(se++,9);return n.c=t,e?(n.__==null&&(n.__=!0,e.sub($)),e.props.value):t.__}function ve(){var t=ge(se++,11);if(!t.__){for(var e=$.__v;!e.__m&&e.__;)e=e.__;var n=e.__m||(e.__m=[0,0]);t.__="P"+n[0]+"-"+n[1]++}return t.__}function qo(){var t;do{for(;t=At.shift();)try{xe(t)}catch(n){L.__e(n,{__:(t=t.__P)&&t.__v})}for(;t=Fn.shift();){var e=t.__H;if(t.__P&&e)try{e.__h.some(xe),e.__h.some(Ct),e.__h=[]}catch(n){e.__h=[],L.__e(n,t.__v)}}}while(At.length)}L.__b=function(t){$=null,$n&&$n(t)},L.__=function(t,e){t&&e.__k&&e.__k.__m&&(t.__m=e.__k.__m),Dn&&Dn(t,e)},L.__r=function(t){Nn&&Nn(t),se=0;var e=($=t.__c).__H;e&&(vt==$?$.__h=[]:(e.__h.some(xe),e.__h.some(Ct),se=0),e.__h=[],e.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),vt=$},L.diffed=function(t){Ln&&Ln(t);var e=t.__c;e&&e.__H&&(e.__H.__h.length&&jn(Fn.push(e)),e.__H.__.some(function(n){n.u&&(n.__H=n.u)})),vt=$=null},L.__c=function(t,e){e.some(function(n){try{n.__h.some(xe),n.__h=n.__h.filter(function(r){return!r.__||Ct(r)})}catch(r){n.__h=[function(){throw r}]}}),zn&&zn(t,e)},L.unmount=function(t){On&&On(t);var e,n,r=t.__c;r&&r.__H&&(r.__H.__.some(function(o){try{if(o.__P&&o.__c){if(n===void 0){for(n=t.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}o.__P=n,jn(At.push(o))}else xe(o)}catch(s){e=s}}),r.__H=void 0,e&&L.__e(e,r.__v))};var Hn=typeof requestAnimationFrame=="function";function Bo(t){var e,n=function(){clearTimeout(r),Hn&&cancelAnimationFrame(e),setTimeout(t)},r=setTimeout(n,35);Hn&&(e=requestAnimationFrame(n))}function jn(t){t!=1&&Mn==L.requestAnimationFrame||((Mn=L.requestAnimationFrame)||Bo)(qo)}function xe(t){var e=$,n=t.__c;typeof n=="function"&&(t.__c=void 0,n()),$=e}function Ct(t){var e=$;t.__c=t.__(),$=e}function Pt(t,e){return!t||t.length!=e.length||e.some(function(n,r){return!St(n,t[r])})}function Un(t,e){return typeof e=="function"?e(t):e}var Vn=Object.assign;function Vo(t,e){for(var n in t)if(n!="__source"&&t[n]!==e[n])return!0;for(var r in e)if(r!="__source"&&!(r in t))return!0;return!1}var Ko=/^(-|f[lo].*[^se]$|g.{5,}[^ps]$|z|o[pr]|(W.{5})?[lL]i.*(t|mp)$|an|(bo|s).{4}Im|sca|m.{6}[ds]|ta|c.*[st]$|wido|ini|asp|fill|st)/;function Gn(t,e){function n(o){var s=this.props.ref;return s!=o.ref&&s&&(typeof s=="function"?s(null):s.current=null),e?!e(this.props,o)||s!=o.ref:Vo(this.props,o)}function r(o){return this.shouldComponentUpdate=n,kt(t,o)}return r.displayName="Memo("+(t.displayName||t.name)+")",r.prototype.isReactComponent=!0,r.type=t,r}var Kn,Ke,Wn,Wo=Symbol.for("react.element"),Zo=/^(?:accent|alignment|arabic|baseline|cap|clip(?!PathU)|color|dominant|fill|flood|font|glyph(?!R)|horiz|image(?!S)|letter|lighting|marker(?!H|W|U)|overline|paint|pointer|shape|stop|strikethrough|stroke|text(?!L)|transform|underline|unicode|units|v|vector|vert|word|writing|x(?!C))[A-Z]/,Qo=/[A-Z0-9]/g,Go=typeof document<"u",It=Jo(function(t,e,n){var r=R.__s||Ke?(n||e)():e(),o=M({t:{__:r,u:e}}),s=o[0].t,a=o[1];return Bn(function(){s.__=r,s.u=e,Et(s)&&a({t:s})},[t,r,e]),j(function(){return Et(s)&&a({t:s}),t(function(){Et(s)&&a({t:s})})},[t]),r});function Et(t){try{return!Object.is(t.__,t.u())}catch{return!0}}var Xo=function(t){return/fil|che|rad/.test(t)};function Xn(t,e,n){return e.__k==null&&(e.textContent=""),wt(t,e),typeof n=="function"&&n(),t?t.__c:null}re.prototype.isReactComponent=!0,["componentWillMount","componentWillReceiveProps","componentWillUpdate"].forEach(function(t){Object.defineProperty(re.prototype,t,{configurable:!0,get:function(){return this["UNSAFE_"+t]},set:function(e){Object.defineProperty(this,t,{configurable:!0,writable:!0,value:e})}})});var Zn=R.event;R.event=function(t){return Zn&&(t=Zn(t)),t.persist=function(){},t.isPropagationStopped=function(){return this.cancelBubble},t.isDefaultPrevented=function(){return this.defaultPrevented},t.nativeEvent=t};var Yo={configurable:!0,get:function(){return this.class}},Qn=R.vnode;function Jo(t){if(!Wn){Wn=!0;var e=R.__r;R.__r=function(r){e&&e(r),32&r.__u&&(Ke=r),Kn=r.__c};var n=R.diffed;R.diffed=function(r){n&&n(r),Kn=null,Ke==r&&(Ke=null)}}return t}R.vnode=function(t){if(typeof t.type=="string")(function(r){var o=r.props,s=r.type,a={},i=s.indexOf("-")==-1;for(var l in o){var h=o[l];if(!(l=="value"&&"defaultValue"in o&&h==null||Go&&l=="children"&&s=="noscript"||l=="class"||l=="className")){if(l=="style"&&h&&h.constructor==Object){var c=void 0;for(var f in h)typeof h[f]!="number"||Ko.test(f)||(c||(c=h=Vn({},h)),h[f]+="px")}else if(l=="defaultValue"&&"value"in o&&o.value==null)l="value";else if(l=="download"&&h===!0)h="";else if(l=="translate"&&h==="no")h=!1;else if(l[0]=="o"&&l[1]=="n"){var p=l.toLowerCase();p=="ondoubleclick"?l="ondblclick":p!="onchange"||s!="input"&&s!="textarea"||Xo(o.type)?p=="onfocus"?l="onfocusin":p=="onblur"&&(l="onfocusout"):p=l="oninput",p=="oninput"&&a[l=p]&&(l="oninputCapture")}else i&&Zo.test(l)?l=l.replace(Qo,"-$&").toLowerCase():h===null&&(h=void 0);a[l]=h}}if(s=="select"){var u=a.defaultValue!=null?a.defaultValue:a.multiple&&Array.isArray(a.value)?a.value:null;u!=null&&(a.value=_t(o.children).forEach(function(m){m.props.selected=a.multiple?u.indexOf(m.props.value)!=-1:u==m.props.value}))}o.class&&!o.className?(a.class=o.class,Object.defineProperty(a,"className",Yo)):o.className&&(a.class=a.className=o.className),r.props=a})(t);else if(typeof t.type=="function"&&("ref"in t.props&&"prototype"in t.type&&t.type.prototype.render&&(t.ref=t.props.ref,delete t.props.ref),t.type.defaultProps)){var e=Vn({},t.props);for(var n in t.type.defaultProps)e[n]===void 0&&(e[n]=t.type.defaultProps[n]);t.props=e}t.ref&&!("ref"in t.props)&&Object.defineProperty(t.props,"ref",{value:t.ref,configurable:!0,writable:!0}),t.$$typeof=Wo,Qn&&Qn(t)};function Yn(t){return!!t.__k&&(wt(null,t),!0)}function Jn(t){return{render:function(e){Xn(e,t)},unmount:function(){Yn(t)}}}function We(t){return Array.from(t).length}function F(t,e){return t.length<=e?t:Array.from(t).slice(0,e).join("")}function J(t){return t.replace(/\p{Surrogate}/gu,"�")}var es=["answered","abstained","extractive","blocked","truncated"],Qe={id:"",response:"",sources:[],cited:[],nearest:[],unverified:[],unsupported:[],suggestions:[],outcome:"",reason:""},U={query:2e3,turns:20,turn:8e3,url:2e3,response:1e6,sources:50,names:50};function Se(t){if(!W(t))return{};let e={};typeof t.id=="string"&&(e.id=t.id),typeof t.response=="string"&&(e.response=t.response),Array.isArray(t.sources)&&(e.sources=Ze(t.sources)),Array.isArray(t.nearest)&&(e.nearest=Ze(t.nearest)),Array.isArray(t.cited)&&(e.cited=t.cited.filter(n=>Number.isInteger(n)));for(let n of["unverified","unsupported","suggestions"])Array.isArray(t[n])&&(e[n]=ts(t[n]));return typeof t.reason=="string"&&(e.reason=t.reason),typeof t.outcome=="string"&&(e.outcome=es.find(n=>n===t.outcome)??"unknown"),e}function Ge(t,e){let n=F(t.response+(e.response??""),U.response);return{...t,...e,response:n}}function ts(t){return t.filter(e=>typeof e=="string"&&e!=="").slice(0,U.names)}function Ze(t){return t.slice(0,U.sources).flatMap(e=>{if(!W(e)||!Number.isInteger(e.number))return[];let n=r=>typeof e[r]=="string"?e[r]:"";return[{number:e.number,title:n("title"),section:n("section"),url:n("url"),snippet:n("snippet"),version:n("version"),locale:n("locale")}]})}function W(t){return typeof t=="object"&&t!==null&&!Array.isArray(t)}function Xe(t){return(Array.isArray(t)?t:[]).flatMap((e,n)=>{if(!W(e)||typeof e.question!="string")return[];let r=e.state==="done"||e.state==="stopped"?e.state:"failed";return[{id:n+1,question:e.question,state:r,answer:Ge(Qe,Se(e.answer)),failure:r==="failed"?{kind:"broken",retryAt:0}:null,vote:e.vote===1||e.vote===-1?e.vote:0}]})}var Mt=20;function er(t){let e=`askdocs:${t}`;return{load(){try{return Xe(JSON.parse(sessionStorage.getItem(e)??"[]"))}catch{return[]}},save(n){try{n.length===0?sessionStorage.removeItem(e):sessionStorage.setItem(e,JSON.stringify(n.slice(-Mt)))}catch{}}}}var tr={conversations:50,characters:1e6};function nr(t,e,n){let r=`askdocs:${t}:kept:`,o=`askdocs:${t}:consent`,s=new Map;function a(f,p){try{return f(n())}catch{return p}}function i(f){return Array.from({length:f.length},(p,u)=>f.key(u)??"").filter(p=>p.startsWith(r))}function l(f,p){let u=ns(f.getItem(p)??"");return u&&{...u,id:p.slice(r.length)}}function h(f,p){let u=i(f).map(g=>({key:g,at:l(f,g)?.at??0,length:f.getItem(g)?.length??0})).sort((g,k)=>k.at-g.at),m=p;u.forEach((g,k)=>{m+=g.length,(k>=tr.conversations-1||m>tr.characters)&&f.removeItem(g.key)})}let c={isAllowed:()=>e==="browser"||e==="ask"&&a(f=>f.getItem(o)==="1",!1),allow(f){a(p=>{f?p.setItem(o,"1"):p.removeItem(o)},void 0),f||c.deleteAll()},list:()=>a(f=>i(f).flatMap(p=>{let u=l(f,p);return u&&s.set(u.id,f.getItem(p)??""),u??[]}).sort((p,u)=>u.at-p.at),[]),save(f,p){return!c.isAllowed()||p.length===0?f:a(u=>{let m=u.getItem(r+f),g=m!==null&&m!==s.get(f)?Ye():f,k=JSON.stringify({at:Date.now(),exchanges:p.slice(-Mt)});return u.removeItem(r+g),h(u,k.length),u.setItem(r+g,k),s.set(g,k),g},f)},delete:f=>a(p=>p.removeItem(r+f),void 0),deleteAll:()=>a(f=>i(f).forEach(p=>f.removeItem(p)),void 0)};return c}function Ye(){return`${Date.now().toString(36)}-${Math.random().toString(36).slice(2,10)}`}function ns(t){let e;try{e=JSON.parse(t)}catch{return null}if(!W(e))return null;let n=Xe(e.exchanges),r=typeof e.at=="number"&&e.at>0&&e.at<864e13?e.at:0;return n.length>0?{at:r,exchanges:n}:null}function Je(t){let e=t,n=new Set;return{get:()=>e,getInitial:()=>t,set(r){Object.is(r,e)||(e=r,Array.from(n).forEach(o=>o()))},subscribe(r){let o=()=>r();return n.add(o),()=>n.delete(o)}}}var H=class extends Error{constructor(n,r=0){super(n);this.kind=n;this.retryAt=r}kind;retryAt;name="Failure"},rs={400:"invalid",401:"refused",403:"refused",413:"invalid",422:"invalid",429:"limited",503:"busy",504:"late"};function Ae(t,e=null){let n=rs[t]??(t>=500?"busy":"foreign");return new H(n,n==="limited"||n==="busy"?os(e):0)}function rr(t){let e=W(t)&&typeof t.status_code=="number"?t.status_code:500;return e===500?new H("broken"):Ae(e)}function os(t,e=Date.now()){if(!t)return 0;let n=Number(t),r=Number.isFinite(n)?e+n*1e3:Date.parse(t);return r>e?Math.min(r,e+24*36e5):0}function or({ask:t,readPage:e,storage:n,archive:r,onEnd:o}){let s=Je(n.load()),a=null,i=s.get().at(-1)?.id??0,l=Ye();function h(u,m){s.set(s.get().map(g=>g.id===u?{...g,...m(g)}:g))}let c=()=>{n.save(s.get()),l=r.save(l,s.get())};async function f(u){a?.abort();let m=new AbortController;a=m,i+=1;let g=i,k=ss(u,s.get(),e());s.set([...s.get(),{id:g,question:u,state:"asking",answer:Qe,failure:null,vote:0}]);let b=()=>n.save(s.get());b(),window.addEventListener("pagehide",b);try{await t(k,{signal:m.signal,onPart:x=>h(g,({answer:A})=>({answer:Ge(A,x)}))}),h(g,()=>({state:"done"}))}catch(x){if(m.signal.aborted)h(g,()=>({state:"stopped"}));else{let{kind:A,retryAt:_}=x instanceof H?x:new H("broken");h(g,()=>({state:"failed",failure:{kind:A,retryAt:_}}))}}finally{window.removeEventListener("pagehide",b)}let w=s.get().find(x=>x.id===g);w&&(c(),o?.(w))}function p(u,m){a?.abort(),l=m,i=Math.max(i,...u.map(g=>g.id)),s.set(u),n.save(u)}return{exchanges:s,ask:u=>{f(u)},retry(){let u=s.get().at(-1);u&&(a?.abort(),s.set(s.get().slice(0,-1)),f(u.question))},stop:()=>a?.abort(),clear:()=>p([],Ye()),resume:u=>p(u.exchanges.map((m,g)=>({...m,id:i+1+g})),u.id),noteVote(u,m){h(u,()=>({vote:m})),c()}}}function ss(t,e,n){let r=e.filter(({answer:o})=>o.response.trim()!=="").flatMap(({question:o,answer:s})=>[{type:"human",content:F(J(o),U.turn)},{type:"ai",content:F(J(s.response),U.turn)}]);return{query:F(J(t),U.query),chat_history:r.slice(-U.turns),filters:{version:n.version,locale:n.locale,docusaurus_tag:[]},page_url:F(n.url,U.url)}}var $t="askdocs";function ee(t){document.dispatchEvent(new CustomEvent($t,{detail:t}))}var Ce=class extends Error{constructor(e,n){super(e),this.name="ParseError",this.type=n.type,this.field=n.field,this.value=n.value,this.line=n.line}},sr=10,as=13,ce=32;function Nt(t){}function lr(t){if(typeof t=="function")throw new TypeError("`config` must be an object, got a function instead. Did you mean `createParser({onEvent: fn})`?");let{onEvent:e=Nt,onError:n=Nt,onRetry:r=Nt,onComment:o,maxBufferSize:s}=t,a=[],i=0,l=!0,h,c="",f=0,p,u=!1;function m(_){if(u)throw new Error("Cannot feed parser: it was terminated after exceeding the configured max buffer size. Call `reset()` to resume parsing.");if(l&&(l=!1,_.charCodeAt(0)===239&&_.charCodeAt(1)===187&&_.charCodeAt(2)===191&&(_=_.slice(3))),a.length===0){let T=k(_);T!==""&&(a.push(T),i=T.length),g();return}if(_.indexOf(`
`)===-1&&_.indexOf("\r")===-1){a.push(_),i+=_.length,g();return}a.push(_);let y=a.join("");a.length=0,i=0;let v=k(y);v!==""&&(a.push(v),i=v.length),g()}function g(){s!==void 0&&(i+c.length<=s||(u=!0,a.length=0,i=0,h=void 0,c="",f=0,p=void 0,n(new Ce(`Buffered data exceeded max buffer size of ${s} characters`,{type:"max-buffer-size-exceeded"}))))}function k(_){let y=0;if(_.indexOf("\r")===-1){let v=_.indexOf(`
`,y);for(;v!==-1;){if(y===v){f>0&&e({id:h,event:p,data:c}),h=void 0,c="",f=0,p=void 0,y=v+1,v=_.indexOf(`
`,y);continue}let T=_.charCodeAt(y);if(ar(_,y,T)){let E=_.charCodeAt(y+5)===ce?y+6:y+5,C=_.slice(E,v);if(f===0&&_.charCodeAt(v+1)===sr){e({id:h,event:p,data:C}),h=void 0,c="",p=void 0,y=v+2,v=_.indexOf(`
`,y);continue}c=f===0?C:`${c}
${C}`,f++}else ir(_,y,T)?p=_.slice(_.charCodeAt(y+6)===ce?y+7:y+6,v)||void 0:b(_,y,v);y=v+1,v=_.indexOf(`
`,y)}return _.slice(y)}for(;y<_.length;){let v=_.indexOf("\r",y),T=_.indexOf(`
`,y),E=-1;if(v!==-1&&T!==-1?E=v<T?v:T:v!==-1?v===_.length-1?E=-1:E=v:T!==-1&&(E=T),E===-1)break;b(_,y,E),y=E+1,_.charCodeAt(y-1)===as&&_.charCodeAt(y)===sr&&y++}return _.slice(y)}function b(_,y,v){if(y===v){x();return}let T=_.charCodeAt(y);if(ar(_,y,T)){let z=_.charCodeAt(y+5)===ce?y+6:y+5,Oe=_.slice(z,v);c=f===0?Oe:`${c}
${Oe}`,f++;return}if(ir(_,y,T)){p=_.slice(_.charCodeAt(y+6)===ce?y+7:y+6,v)||void 0;return}if(T===105&&_.charCodeAt(y+1)===100&&_.charCodeAt(y+2)===58){let z=_.slice(_.charCodeAt(y+3)===ce?y+4:y+3,v);z.includes("\0")||(h=z);return}if(T===58){if(o){let z=_.slice(y,v);o(z.slice(_.charCodeAt(y+1)===ce?2:1))}return}let E=_.slice(y,v),C=E.indexOf(":");if(C===-1){w(E,"",E);return}let B=E.slice(0,C),q=E.charCodeAt(C+1)===ce?2:1,N=E.slice(C+q);w(B,N,E)}function w(_,y,v){switch(_){case"event":p=y||void 0;break;case"data":c=f===0?y:`${c}
${y}`,f++;break;case"id":y.includes("\0")||(h=y);break;case"retry":/^\d+$/.test(y)?r(parseInt(y,10)):n(new Ce(`Invalid \`retry\` value: "${y}"`,{type:"invalid-retry",value:y,line:v}));break;default:n(new Ce(`Unknown field "${_.length>20?`${_.slice(0,20)}…`:_}"`,{type:"unknown-field",field:_,value:y,line:v}));break}}function x(){f>0&&e({id:h,event:p,data:c}),h=void 0,c="",f=0,p=void 0}function A(_={}){if(_.consume&&a.length>0){let y=a.join("");b(y,0,y.length)}l=!0,h=void 0,c="",f=0,p=void 0,a.length=0,i=0,u=!1}return{feed:m,reset:A}}function ar(t,e,n){return n===100&&t.charCodeAt(e+1)===97&&t.charCodeAt(e+2)===116&&t.charCodeAt(e+3)===97&&t.charCodeAt(e+4)===58}function ir(t,e,n){return n===101&&t.charCodeAt(e+1)===118&&t.charCodeAt(e+2)===101&&t.charCodeAt(e+3)===110&&t.charCodeAt(e+4)===116&&t.charCodeAt(e+5)===58}var is=15e3,ls=3*is,cr="text/event-stream",cs=18e4,us=2e3;function ur(t){let{mode:e}=t;return(n,r)=>ds(n,{...t,...r,mode:e,onWhole:()=>e="invoke"})}async function ds(t,e){let n=ms(e.signal,e.silenceMs??ls);try{let r=await dr(t,e,n.signal);await(r.headers.get("Content-Type")?.startsWith(cr)?ps:hs)(r,e.onPart,()=>n.signOfLife())}catch(r){throw e.signal.throwIfAborted(),r instanceof H?r:new H(n.signal.aborted?"late":navigator.onLine?"broken":"offline")}finally{n.stop()}}async function dr(t,e,n){let r=e.mode==="stream",o=r?await et("/chat/stream",{input:t},e,n):await et("/chat",t,e,n);if(r&&(o.status===404||o.status===405))return e.onWhole?.(),dr(t,{...e,mode:"invoke"},n);if(!o.ok)throw Ae(o.status,o.headers.get("Retry-After"));let s=r?cr:"application/json";if(!o.body||!o.headers.get("Content-Type")?.startsWith(s))throw new H("foreign");return o}async function et(t,e,{apiUrl:n,apiKey:r},o){try{return await fetch(n+t,{method:"POST",headers:{"Content-Type":"application/json",...r&&{Authorization:`Bearer ${r}`}},body:JSON.stringify(e),credentials:"omit",referrerPolicy:"no-referrer",signal:o})}catch(s){throw o.aborted?s:new H(navigator.onLine?"unreachable":"offline")}}var ps=async(t,e,n)=>{let r={outcome:!1,bytes:0},o=lr({onEvent({event:i,data:l}){if(i==="error")throw rr(Lt(l,"broken"));if(i==="data"){let h=Se(Lt(l,"broken"));r.outcome||=h.outcome!==void 0,e(h)}}}),s=new TextDecoder,a=t.body.getReader();try{for(;!r.outcome;){let{done:i,value:l}=await a.read();if(i)break;if(n(),r.bytes+=l.length,r.bytes>4*U.response)throw new H("foreign");o.feed(s.decode(l,{stream:!0}))}}finally{fs(a,r.outcome?us:0)}if(!r.outcome)throw new H("broken")};async function fs(t,e){let n=()=>{t.cancel().catch(()=>{})},r=setTimeout(n,e);try{for(;!(await t.read()).done;);}catch{n()}finally{clearTimeout(r)}}var hs=async(t,e,n)=>{let r=Lt(await t.text(),"foreign");n();let o=Se(r);if(o.outcome===void 0)throw new H("foreign");e(o)};function Lt(t,e){try{return JSON.parse(t)}catch{throw new H(e)}}function ms(t,e){let n=new AbortController,r=()=>n.abort(),o=setTimeout(r,e),s=setTimeout(r,cs);return t.addEventListener("abort",r),{signal:n.signal,signOfLife(){clearTimeout(o),o=setTimeout(r,e)},stop(){clearTimeout(o),clearTimeout(s),t.removeEventListener("abort",r)}}}var Re={votes:!1,search:!1,keptDays:0,extracts:!1};async function pr(t){try{let e=await fetch(`${t}/widget/config.json`,{credentials:"omit",referrerPolicy:"no-referrer"});return e.ok?gs(await e.json()):Re}catch{return Re}}function gs(t){if(!W(t))return Re;let e=t.kept_days;return{votes:t.votes===!0,search:t.search===!0,keptDays:typeof e=="number"&&e>0?e:0,extracts:t.extracts===!0}}function fr(t,e,n){let r=nr(e.siteKey,t.history,()=>localStorage),o=Je(Re);pr(t.apiUrl).then(o.set);let s=or({ask:ur(t),readPage:e.readPage,storage:er(e.siteKey),archive:r,onEnd:({question:a,answer:i,failure:l})=>ee({type:"answered",id:i.id,question:a,outcome:i.outcome,failure:l?.kind??""})});return{options:t,host:e,launcher:n,conversation:s,archive:r,offers:o}}var ks={abstained:"The documentation does not seem to answer this, so nothing was made up.",askedAlready:"The answer is still being written. Wait for its end, or stop it.",askSearch:"Ask: {question}",askSelection:"Ask about this",back:"Back",blocked:"The language model declined to answer this question.",broken:"The connection broke before the answer was complete.",busy:"The answering service is overloaded or being repaired.",citation:"Source {number}: {title}",close:"Close",conversations:"Conversations",copied:"Copied",copy:"Copy the code",copyAnswer:"Copy the answer",copyLink:"Copy a link to this question",deleteAll:"Delete all",deleteOne:"Delete “{title}”",disclaimer:"Answers are generated and can be wrong. Check their sources.",down:"Not helpful",extractive:"The language model was not available. These are sentences of the documentation itself.",extracts:"Answers are extracts of the pages: no language model is connected.",field:"Your question",foreign:"What came back is not an answer. The site may be set up wrongly.",found:"{count} passages found, writing…",handOver:"Still stuck?",invalid:"The answering service cannot accept this question. Try to put it in other, fewer words.",keepHere:"Keep conversations in this browser",kept:"Questions are kept for {days} days, to improve this documentation.",label:"Ask the docs",late:"The answer took too long to come.",limited:"Too many questions in a short time. Please wait a little.",loadError:"The panel could not be loaded. Check your connection and try again.",loading:"Loading…",nearest:"Pages that may help",new:"New conversation",noConversations:"No conversation is kept.",noPages:"No page was found.",note:"More about it",offline:"You are offline. Try again when the network is back.",pages:"Pages",passages:"Passages found",placeholder:"Ask a question…",privacy:"Privacy",ready:"The answer is complete.",reasonIncorrect:"Incorrect",reasonOffTopic:"Not what I asked",reasonOther:"Other",reasons:"What was wrong?",reasonSlowOrBroken:"Slow or broken",reasonStyle:"Style",reasonUnsafe:"Unsafe",refused:"The answering service does not take questions from this site.",retry:"Try again",retryIn:"Try again in {seconds} s",searchConversations:"Search conversations",searching:"Searching the documentation…",selection:"About “{text}”: ",send:"Send",sendVote:"Send",skip:"Skip to “{label}”",sources:"Sources",stop:"Stop",stopped:"You stopped this answer.",suggestions:"Ask next",table:"Table",tooLong:"This question is too long by {count} characters.",truncated:"This answer was cut off before its end.",uncited:"This answer names no source. Do not rely on it without checking.",unknownOutcome:"The service says something about this answer that this page does not understand. Treat it with care.",unreachable:"The answering service cannot be reached from this page at the moment.",unsupported:"Sentences with a dotted line are not clearly supported by their sources.",unsupportedMark:"The sources do not clearly say this.",unsupportedText:"Not clearly supported by their sources:",unverified:"These names stand in none of the sources:",up:"Helpful",voteFailed:"This could not be sent. Try again.",voteSent:"Thank you.",welcome:"Ask a question about this documentation. Every answer links to the places that it comes from."};function _s(t,e={}){return t.replace(/\{(\w+)\}/g,(n,r)=>String(e[r]??n))}function hr(t={}){return(e,n)=>_s(t[e]??ks[e],n)}function zt(t,e){t?document.documentElement.dataset.askdocsBeside=e==="bottom-start"?"start":"end":delete document.documentElement.dataset.askdocsBeside}var tt=null;function mr(){return tt?.isConnected?tt:null}function gr(){tt=null}async function Ot(t){await kr();let e=t?document.getElementById(xs(t)):null;tt=e,e&&(ys(e),e.tabIndex=-1,await bs(e),e.scrollIntoView(),e.dataset.askdocsTarget="",setTimeout(()=>delete e.dataset.askdocsTarget,2500))}var kr=()=>new Promise(requestAnimationFrame);async function bs(t){let e=0;for(let n=0;n<60&&e<3;n+=1){let{y:r,height:o}=t.getBoundingClientRect();await kr();let s=t.getBoundingClientRect();e=s.y===r&&s.height===o?e+1:0}}function ys(t){for(let e=t;e;e=e.parentElement)if(e instanceof HTMLDetailsElement&&!e.open)e.querySelector("summary")?.click();else if(e.getAttribute("role")==="tabpanel"&&e.hidden){let n=Array.from(e.parentElement?.children??[]);e.parentElement?.parentElement?.querySelectorAll('[role="tab"]')?.[n.indexOf(e)]?.click()}}function xs(t){try{return decodeURIComponent(t.slice(1))}catch{return t.slice(1)}}function Z({subscribe:t,get:e,getInitial:n}){return It(t,e,n)}function _r({exchanges:t}){return Z(Q(()=>ws(t),[t]))}function ws(t){return{...t,subscribe(e){let n=0,r=t.subscribe(()=>{n||=requestAnimationFrame(()=>{n=0,e()})});return()=>{cancelAnimationFrame(n),r()}}}}function br(t){let[e,n]=M(Date.now),r=Math.max(0,Math.ceil((t-e)/1e3));return j(()=>{if(r===0)return;let o=setInterval(()=>n(Date.now()),1e3);return()=>clearInterval(o)},[r]),r}function Dt(t){let e=Rt(n=>{let r=window.matchMedia(t);return r.addEventListener("change",n),()=>r.removeEventListener("change",n)},[t]);return It(e,()=>window.matchMedia(t).matches,()=>!1)}var vs=2e3;function yr(){let[t,e]=M(!1);j(()=>{let r=t?setTimeout(()=>e(!1),vs):void 0;return()=>clearTimeout(r)},[t]);let n=navigator.clipboard;return n?{isCopied:t,copy:r=>{n.writeText(r).then(()=>e(!0),()=>{})}}:null}function nt({state:t,failure:e,answer:n}){return t==="stopped"?"stopped":e?e.kind:Ss(n)}function Ss({outcome:t,reason:e,response:n}){switch(t){case"abstained":case"extractive":case"blocked":case"truncated":return t;case"answered":return n.trim()===""?"foreign":e==="uncited"?"uncited":null;default:return"unknownOutcome"}}function rt(t){return t.isComposing||t.keyCode===229}var xr=Ve(null),wr=xr.Provider;function P(){let t=Tt(xr);if(!t)throw new Error("A part of the panel stands outside of the panel.");return t}function vr(){return P().host.translate}var As=Symbol.for("pv"),Cs=0;function d(t,e,n,r,o,s){e||(e={});var a,i,l=e;if("ref"in l&&typeof t!="function")for(i in l={},e)i=="ref"?a=e[i]:l[i]=e[i];var h={type:t,props:l,key:n,ref:a,__k:null,__:null,__b:0,__e:null,__c:null,constructor:As,__v:--Cs,__i:-1,__u:0};return(o||s)&&(h.__source=o,h.__self=s),R.vnode&&R.vnode(h),h}function Ar({onResume:t}){let{host:{translate:e,language:n},options:r,archive:o,parts:{Icon:s}}=P(),[a,i]=M(o.list),[l,h]=M(o.isAllowed),[c,f]=M(""),p=Y(null),u=a.filter(({exchanges:k})=>Rs(k,c)),m=Ps(u,n);function g(k){((k?.nextElementSibling??k?.previousElementSibling)?.querySelector(".askdocs-icon-button")??p.current)?.focus()}return d("div",{ref:p,className:"askdocs-conversations",tabIndex:-1,children:[r.history==="ask"&&d("label",{children:[d("input",{type:"checkbox",checked:l,onChange:k=>{o.allow(k.target.checked),h(o.isAllowed()),i(o.list())}}),e("keepHere")]}),a.length>0&&d("input",{type:"search",dir:"auto",value:c,onChange:k=>f(k.target.value),"aria-label":e("searchConversations"),placeholder:e("searchConversations")}),d("p",{className:u.length>0?"askdocs-hidden":void 0,role:"status",children:u.length>0?"":e("noConversations")}),m.map(([k,b])=>d("section",{children:[d("h3",{children:k}),d("ul",{children:b.map(w=>{let x=w.exchanges[0]?.question??"";return d("li",{children:[d("button",{type:"button",className:"askdocs-conversation",dir:"auto",onClick:()=>t(w),children:x}),d("button",{type:"button",className:"askdocs-icon-button","aria-label":e("deleteOne",{title:x}),onClick:A=>{g(A.currentTarget.closest("li")),o.delete(w.id),i(o.list())},children:d(s,{name:"delete"})})]},w.id)})})]},k)),a.length>0&&d("button",{type:"button",className:"askdocs-text-button",onClick:()=>{g(),o.deleteAll(),i(o.list())},children:e("deleteAll")})]})}function Rs(t,e){let n=e.toLowerCase().split(/\s+/),r=t.map(({question:o,answer:s})=>`${o} ${s.response}`.toLowerCase()).join(" ");return n.every(o=>r.includes(o))}var Ts=864e5;function Ps(t,e){let n=new Intl.RelativeTimeFormat(e,{numeric:"auto"}),r=new Intl.DateTimeFormat(e,{dateStyle:"long"}),o=new Map;for(let s of t){let a=Math.round((Sr(Date.now())-Sr(s.at))/Ts),i=a<2?n.format(-Math.max(a,0),"day"):r.format(s.at);o.set(i,[...o.get(i)??[],s])}return Array.from(o)}function Sr(t){return new Date(t).setHours(0,0,0,0)}var Es='a[href], button:not(:disabled), textarea, input, summary, [tabindex="0"]';function Cr(t,e){if(t.key!=="Tab")return;let n=Array.from(e.querySelectorAll(Es)).filter(a=>a.getClientRects().length>0),r=n[0],o=n.at(-1),s=e.getRootNode().activeElement;!r||!o||(t.shiftKey?s===r||s===e:s===o)&&(t.preventDefault(),(t.shiftKey?o:r).focus())}function Te({text:t,message:e,icon:n="copy"}){let{host:{translate:r},parts:{Icon:o}}=P(),s=yr();if(!s)return null;let a=r(s.isCopied?"copied":e);return d("button",{type:"button",className:"askdocs-icon-button",onClick:()=>s.copy(t),"aria-label":a,title:a,children:d(o,{name:s.isCopied?"copied":n})})}var Is=2e4;function Ht({code:t,language:e}){let{host:n}=P(),r=Q(()=>t.length<=Is?n.renderCode(t,e):null,[n,t,e]);return d("div",{className:"askdocs-code",children:[r??d("pre",{className:"thin-scrollbar",dir:"ltr",tabIndex:0,children:d("code",{children:t})}),d(Te,{text:t,message:"copy"})]})}var Ms=5;async function Rr(t,e,{apiUrl:n,apiKey:r},o){let s=new URLSearchParams({q:t,limit:String(Ms),page_url:e.url});for(let l of["version","locale"])e[l]&&s.set(l,e[l]);let a=await fetch(`${n}/search?${s}`,{headers:r?{Authorization:`Bearer ${r}`}:{},credentials:"omit",referrerPolicy:"no-referrer",signal:o}),i=a.ok?await a.json():null;return W(i)&&Array.isArray(i.results)?Ze(i.results):[]}var $s=250,Tr=2;function Pr({question:t,onAsk:e,onFollow:n}){let{host:{translate:r},parts:{Sources:o}}=P(),s=Ns(t);return t.length<Tr||!s?null:d("div",{className:"askdocs-found",children:[d("div",{"aria-live":"polite",children:s.length>0?d(o,{title:r("pages"),sources:s,isNumbered:!1,onFollow:n}):d("p",{className:"askdocs-small",children:r("noPages")})}),d("button",{type:"button",className:"askdocs-text-button",dir:"auto",onClick:e,children:r("askSearch",{question:F(t,80)})})]})}function Ns(t){let{host:e,options:n}=P(),[r,o]=M(null);return j(()=>{let s=new AbortController,a=setTimeout(()=>{t.length>=Tr&&Rr(F(t,200),e.readPage(),n,s.signal).then(o,()=>{})},$s);return()=>{clearTimeout(a),s.abort()}},[t,e,n]),r}function jt({fieldRef:t,isAsking:e,onAsk:n,onStop:r,onFollow:o}){let s=P(),{host:{translate:a},launcher:i,options:l,parts:{Icon:h}}=s,c=Z(i.draft),f=Z(s.offers),[p,u]=M(!1),m=ve(),g=c.trim(),k=We(g)-U.query,b=g!==""&&k<=0;function w(){u(b&&e),b&&!e&&(n(g),i.draft.set(""))}function x(_){_.key==="Enter"&&!_.shiftKey&&!rt(_.nativeEvent)&&(_.preventDefault(),w())}return d("form",{className:"askdocs-composer",onSubmit:_=>{_.preventDefault(),w()},children:[l.search&&f.search&&!e&&d(Pr,{question:g,onAsk:w,onFollow:o}),d("div",{className:"askdocs-field",children:[d("textarea",{ref:t,rows:1,dir:"auto",value:c,onChange:_=>i.draft.set(_.target.value),onKeyDown:x,"aria-describedby":m,"aria-invalid":k>0,"aria-label":a("field"),placeholder:a("placeholder")}),e?d("button",{type:"button",className:"askdocs-send",onClick:()=>{r(),t.current?.focus()},"aria-label":a("stop"),children:d(h,{name:"stop"})}):d("button",{type:"submit",className:"askdocs-send","aria-disabled":!b,"aria-label":a("send"),children:d(h,{name:"send"})})]}),d("p",{id:m,className:"askdocs-hint",role:e&&p?"alert":void 0,children:A()})]});function A(){return k>0?a("tooLong",{count:k}):e&&p?a("askedAlready"):l.disclaimer!==!1&&(l.disclaimer??a("disclaimer"))}}function Ft({response:t,sources:e,cited:n}){let o=e.filter(({number:s})=>n.includes(s)).map(({number:s,title:a,section:i,url:l})=>`[${s}]: <${l}> "${zs(i||a)}"`);return[t.trim(),o.join(`
`)].filter(s=>s!=="").join(`

`)}function Ls(t){return t.map(({question:e,answer:n})=>`> ${e.replaceAll(`
`,`
> `)}

${Ft(n)}`).join(`

`)}function zs(t){return t.replace(/["\\]/g,"\\$&").replace(/\s+/g," ")}var Os=6e3,Ds=300;function Er(t,e){let n=F(J(e.at(-1)?.question??""),Ds),r=t.replaceAll("{question}",encodeURIComponent(n)),o=J(Ls(e));for(;o!==""&&r.length+encodeURIComponent(o).length>Os;)o=F(o,Math.floor(We(o)*.8));return r.replaceAll("{conversation}",encodeURIComponent(o))}var Hs="ask";function Ir(t){let e=new URL(location.href);return e.hash="",e.searchParams.set(Hs,t),e.href}function Vt(){return{async:!1,breaks:!1,extensions:null,gfm:!0,hooks:null,pedantic:!1,renderer:null,silent:!1,tokenizer:null,walkTokens:null}}var he=Vt();function qr(t){he=t}var de={exec:()=>null};function ue(t){let e=[];return n=>{let r=Math.max(0,Math.min(3,n-1)),o=e[r];return o||(o=t(r),e[r]=o),o}}function S(t,e=""){let n=typeof t=="string"?t:t.source,r={replace:(o,s)=>{let a=typeof s=="string"?s:s.source;return a=a.replace(O.caret,"$1"),n=n.replace(o,a),r},getRegex:()=>new RegExp(n,e)};return r}var Br=((t="")=>{try{return!!new RegExp("(?<=1)(?<!1)"+t)}catch{return!1}})(),O={codeRemoveIndent:/^(?: {0,3}\t| {1,4})/gm,listInterruptsParagraph:/^ {0,3}(?:[*+-]|1[.)])[ \t]+[^ \t\n]/,outputLinkReplace:/\\([\[\]])/g,indentCodeCompensation:/^(\s+)(?:```)/,beginningSpace:/^\s+/,endingHash:/#$/,startingSpaceChar:/^ /,endingSpaceChar:/ $/,endingSpaceTabChar:/[ \t]$/,nonSpaceChar:/[^ ]/,newLineCharGlobal:/\n/g,tabCharGlobal:/\t/g,leadingSpaceTab:/^[ \t]+/,multipleSpaceGlobal:/\s+/g,blankLine:/^[ \t]*$/,doubleBlankLine:/\n[ \t]*\n[ \t]*$/,blockquoteStart:/^ {0,3}>/,blockquoteSetextReplace:/\n {0,3}((?:=+|-+)[ \t]*)(?=\n|$)/g,blockquoteSetextReplace2:/^ {0,3}>[ \t]?/gm,blockquoteMarkerWhitespace:/^( {0,3}>)(\t[ \t]*)/gm,nestedBlockMarker:/^ {0,3}(?:(?:[*+-]|\d{1,9}[.)])(?: |$)|> ?)/,listReplaceNesting:/^ {1,4}(?=( {4})*[^ ])/g,listIsTask:/^\[[ xX]\][ \t]+\S/,listReplaceTask:/^\[[ xX]\][ \t]+/,listTaskCheckbox:/\[[ xX]\]/,anyLine:/\n.*\n/,hrefBrackets:/^<(.*)>$/,tableDelimiter:/[:|]/,tableAlignChars:/^\||\| *$/g,tableRowBlankLine:/\n[ \t]*$/,tableAlignRight:/^ *-+: *$/,tableAlignCenter:/^ *:-+: *$/,tableAlignLeft:/^ *:-+ *$/,startATag:/^<a /i,endATag:/^<\/a>/i,startPreScriptTag:/^<(pre|code|kbd|script)(\s|>)/i,endPreScriptTag:/^<\/(pre|code|kbd|script)(\s|>)/i,startAngleBracket:/^</,endAngleBracket:/>$/,pedanticHrefTitle:/^([^'"]*[^\s])\s+(['"])(.*)\2/,unicodeAlphaNumeric:/[\p{L}\p{N}]/u,numericCharacterReference:/&#(?:(\d{1,7})|[Xx]([A-Fa-f0-9]{1,6}));/,numericCharacterReferenceOrAmpersand:/&#(?:(\d{1,7})|[Xx]([A-Fa-f0-9]{1,6}));|&(?!(#\d{1,7}|#[Xx][a-fA-F0-9]{1,6}|\w+);)/g,escapeTest:/[&<>"']/,escapeReplace:/[&<>"']/g,escapeTestNoEncode:/[<>"']|&(?!(#\d{1,7}|#[Xx][a-fA-F0-9]{1,6}|\w+);)/,escapeReplaceNoEncode:/[<>"']|&(?!(#\d{1,7}|#[Xx][a-fA-F0-9]{1,6}|\w+);)/g,caret:/(^|[^\[])\^/g,percentDecode:/%25/g,findPipe:/\|/g,splitPipe:/ \|/,slashPipe:/\\\|/g,carriageReturn:/\r\n|\r/g,spaceLine:/^ +$/gm,notSpaceStart:/^\S*/,endingNewline:/\n$/,listItemRegex:t=>new RegExp(`^( {0,3}${t})((?:[	 ][^\\n]*)?(?:\\n|$))`),nextBulletRegex:ue(t=>new RegExp(`^ {0,${t}}(?:[*+-]|\\d{1,9}[.)])((?:[ 	][^\\n]*)?(?:\\n|$))`)),hrRegex:ue(t=>new RegExp(`^ {0,${t}}((?:-[ 	]*){3,}|(?:_[ 	]*){3,}|(?:\\*[ 	]*){3,})(?:\\n+|$)`)),fencesBeginRegex:ue(t=>new RegExp(`^ {0,${t}}(?:\`\`\`|~~~)`)),headingBeginRegex:ue(t=>new RegExp(`^ {0,${t}}#{1,6}(?:\\s|$)`)),pedanticHeadingBeginRegex:ue(t=>new RegExp(`^ {0,${t}}#`)),htmlBeginRegex:ue(t=>new RegExp(`^ {0,${t}}(?:</?(?:${Wt})(?:[ \\t]+|$|/?>)|<(?:(?:script|pre|style|textarea)(?:[\\s>]|$)|!--)|<\\?|<![A-Za-z]|<!\\[CDATA\\[)`,"i")),blockquoteBeginRegex:ue(t=>new RegExp(`^ {0,${t}}>`)),nestedContainerMarkers:/^(?: {0,3}(?:(?:[*+-]|\d{1,9}[.)])[ \t]+|>[ \t]?))+/},js=/^(?:[ \t]*(?:\n|$))+/,Fs=/^((?: {4}| {0,3}\t)[^\n]+(?:\n(?:[ \t]*(?:\n|$))*)?)+/,qs=/^ {0,3}(`{3,}(?=[^`\n]*(?:\n|$))|~{3,})([^\n]*)(?:\n|$)(?:|([\s\S]*?)(?:\n|$))(?: {0,3}(?:(?=`)\1`*|(?=~)\1~*) *(?=\n|$)|$)/,Ie=/^ {0,3}((?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/,Bs=/^ {0,3}(#{1,6})(?=\s|$)(.*)(?:\n+|$)/,Kt=/ {0,3}(?:[*+-]|\d{1,9}[.)])/,Wt="address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|meta|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul",Me=S(" {0,3}(?:</?(?:tag)(?:[ \\t]+|\\n|/?>)|<(?:(?:script|pre|style|textarea)(?:[\\s>]|$)|!--)|<\\?|<![A-Za-z]|<!\\[CDATA\\[)").replace("tag",Wt).getRegex(),Ur=/^(?!bull |blockCode|fences|blockquote|heading|html|table)((?:.|\n(?!\s*?\n|bull |fences|blockquote|heading|hr|html|table))+?)\n {0,3}(=+|-+)[ \t]*(?:\n+|$)/,Vr=S(Ur).replace(/bull/g,Kt).replace(/blockCode/g,/(?: {4}| {0,3}\t)/).replace(/fences/g,/ {0,3}(?:`{3,}|~{3,})/).replace(/blockquote/g,/ {0,3}>/).replace(/heading/g,/ {0,3}#{1,6}(?:\s|$)/).replace(/hr/g,/ {0,3}(?:(?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/).replace(/\|table/g,"").replace(/html/g,Me).getRegex(),Us=S(Ur).replace(/bull/g,Kt).replace(/blockCode/g,/(?: {4}| {0,3}\t)/).replace(/fences/g,/ {0,3}(?:`{3,}|~{3,})/).replace(/blockquote/g,/ {0,3}>/).replace(/heading/g,/ {0,3}#{1,6}(?:\s|$)/).replace(/hr/g,/ {0,3}(?:(?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/).replace(/table/g,/ {0,3}\|?(?:[:\- ]*\|)+[\:\- ]*\n/).replace(/html/g,Me).getRegex(),Zt=/^([^\n]+(?:\n(?!hr|heading|lheading|blockquote|fences|list|html|table|[ \t]+\n)[^\n]+)*)/,Vs=/^[^\n]+/,Qt=/(?!\s*\])(?:\\[\s\S]|[^\[\]\\\n]|\n(?![ \t]*\n))+/,Ks=S(/^ {0,3}\[(label)\]: *(?:\n[ \t]*)?([^<\s][^\s]*|<(?:\\.|[^\n<>\\])*>)(?:(?: +(?:\n[ \t]*)?| *\n[ \t]*)(title))? *(?:\n+|$)/).replace("label",Qt).replace("title",/(?:"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\\n]|\n(?!\n))*'|\((?:\\[\s\S]|[^()\\])*\))/).getRegex(),Ws=S(/^(bull)([ \t][^\n]*?)?(?:\n|$)/).replace(/bull/g,Kt).getRegex(),Gt=/<!--(?:-?>|[\s\S]*?(?:-->|$))/,Zs=S("^ {0,3}(?:<(script|pre|style|textarea)[\\s>][\\s\\S]*?(?:</\\1>[^\\n]*\\n*|$)|comment[^\\n]*(\\n+|$)|<\\?[\\s\\S]*?(?:\\?>[^\\n]*\\n*|$)|<![A-Z][\\s\\S]*?(?:>[^\\n]*\\n*|$)|<!\\[CDATA\\[[\\s\\S]*?(?:\\]\\]>[^\\n]*\\n*|$)|</?(tag)(?:[ \\t]+|\\n|/?>|$)[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$)|<(?!(?:script|pre|style|textarea)(?![a-z0-9-]))([a-z][a-z0-9-]*)(?:attribute)*?[ \\t]*/?>(?=[ \\t]*(?:\\n|$))[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$)|</[a-z][a-z0-9-]*\\s*>(?=[ \\t]*(?:\\n|$))[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$))","i").replace("comment",Gt).replace("tag",Wt).replace("attribute",/[ \t]+[a-zA-Z:_][\w.:-]*(?:[ \t]*=[ \t]*"[^"\n]*"|[ \t]*=[ \t]*'[^'\n]*'|[ \t]*=[ \t]*[^\s"'=<>`]+)?/).getRegex(),Kr=t=>S(Zt).replace("hr",Ie).replace("heading"," {0,3}#{1,6}(?:\\s|$)").replace("|lheading","").replace("|table","").replace("blockquote"," {0,3}>").replace("fences"," {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$))|~~~)[^\\n]*(?:\\n|$)").replace("list",t).replace("html",Me).getRegex(),Qs=Kr(/ {0,3}(?:[*+-]|1[.)])[ \t]+[^ \t\n]/),Gs=Kr(/ {0,3}(?:[*+-]|\d{1,9}[.)])(?:[ \t]|\n|$)/),Xs=S(/^( {0,3}> ?(?:(?![ \t]*(?:\n|$))(paragraph)|[^\n]*)(?:\n|$))+/).replace("paragraph",Gs).getRegex(),Xt={blockquote:Xs,code:Fs,def:Ks,fences:qs,heading:Bs,hr:Ie,html:Zs,lheading:Vr,list:Ws,newline:js,paragraph:Qs,table:de,text:Vs},Mr=S("^ *([^\\n ].*)\\n {0,3}((?:\\| *)?:?-+:? *(?:\\| *:?-+:? *)*(?:\\| *)?)(?:\\n((?:(?! *\\n|hr|heading|blockquote|code|fences|list|html).*(?:\\n|$))*)\\n*|$)").replace("hr",Ie).replace("heading"," {0,3}#{1,6}(?:\\s|$)").replace("blockquote"," {0,3}>").replace("code","(?: {4}| {0,3}	)[^\\n]").replace("fences"," {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$))|~~~)[^\\n]*(?:\\n|$)").replace("list"," {0,3}(?:[*+-]|1[.)])[ \\t]").replace("html",Me).getRegex(),Ys={...Xt,lheading:Us,table:Mr,paragraph:S(Zt).replace("hr",Ie).replace("heading"," {0,3}#{1,6}(?:\\s|$)").replace("|lheading","").replace("table",Mr).replace("blockquote"," {0,3}>").replace("fences"," {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$))|~~~)[^\\n]*(?:\\n|$)").replace("list"," {0,3}(?:[*+-]|1[.)])[ \\t]+[^ \\t\\n]").replace("html",Me).getRegex()},Js={...Xt,html:S(`^ *(?:comment(?: *\\n|\\s*$)|<(tag)[\\s\\S]+?</\\1>(?: *\\n{2,}|\\s*$)|<tag(?:"[^"]*"|'[^']*'|\\s[^'"/>\\s]*)*?/?>(?: *\\n{2,}|\\s*$))`).replace("comment",Gt).replace(/tag/g,"(?!(?:a|em|strong|small|s|cite|q|dfn|abbr|data|time|code|var|samp|kbd|sub|sup|i|b|u|mark|ruby|rt|rp|bdi|bdo|span|br|wbr|ins|del|img)\\b)\\w+(?!:|[^\\w\\s@]*@)\\b").getRegex(),def:/^ *\[([^\]]+)\]: *<?([^\s>]+)>?(?: +(["(][^\n]+[")]))? *(?:\n+|$)/,heading:/^(#{1,6})(.*)(?:\n+|$)/,fences:de,lheading:/^(.+?)\n {0,3}(=+|-+) *(?:\n+|$)/,paragraph:S(Zt).replace("hr",Ie).replace("heading",` *#{1,6} *[^
]`).replace("|table","").replace("blockquote"," {0,3}>").replace("|fences","").replace("|list","").replace("|html","").replace("|tag","").replace("lheading",Vr).getRegex()},ea=/^\\([!"#$%&'()*+,\-./:;<=>?@\[\]\\^_`{|}~])/,ta=/^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/,Wr=/^( {2,}|\\)\n(?!\s*$)[ \t]*/,na=/^(`+|[^`])(?:(?= {2,}\n)|[\s\S]*?(?:(?=[\\<!\[`*_]|\b_|$)|[^ ](?= {2,}\n)))/,X=/[\p{P}\p{S}]/u,_e=/[\s\p{P}\p{S}]/u,$e=/[^\s\p{P}\p{S}]/u,ra=S(/^((?![*_])punctSpace)/,"u").replace(/punctSpace/g,_e).getRegex(),oa=/[\p{Pi}\p{Ps}"']/u,Zr=/(?!~)[\p{P}\p{S}]/u,sa=/(?!~)[\s\p{P}\p{S}]/u,aa=/(?:[^\s\p{P}\p{S}]|~)/u,ia=S(/link|precode-code|html/,"g").replace("link",/\[(?:[^\[\]`]|(?<a>`+)[^`]+\k<a>(?!`))*?\]\((?:\\[\s\S]|[^\\\(\)]|\((?:\\[\s\S]|[^\\\(\)])*\))*\)/).replace("precode-",Br?"(?<!`)()":"(^^|[^`])").replace("code",/(?<b>`+)[^`]+\k<b>(?!`)/).replace("html",/<(?! )[^<>]*?>/).getRegex(),Qr=/^(?:\*+(?:((?!\*)punct)|([^\s*]))?)|^_+(?:((?!_)punct)|([^\s_]))?/,la=S(Qr,"u").replace(/punct/g,X).getRegex(),ca=S(Qr,"u").replace(/punct/g,Zr).getRegex(),ua=/^(?:\*+(?:((?!\*)(?!openQuote)punct)|([^\s*]))?)|^_+(?:((?!_)(?!openQuote)punct)|([^\s_]))?/,da=S(ua,"u").replace(/openQuote/g,oa).replace(/punct/g,X).getRegex(),Gr="^[^_*]*?__[^_*]*?\\*[^_*]*?(?=__)|[^*]+(?=[^*])|(?!\\*)punct(\\*+)(?=[\\s]|$)|notPunctSpace(\\*+)(?!\\*)(?=punctSpace|$)|(?!\\*)punctSpace(\\*+)(?=notPunctSpace)|[\\s](\\*+)(?!\\*)(?=punct)|(?!\\*)punct(\\*+)(?!\\*)(?=punct)|notPunctSpace(\\*+)(?=notPunctSpace)",pa=S(Gr,"gu").replace(/notPunctSpace/g,$e).replace(/punctSpace/g,_e).replace(/punct/g,X).getRegex(),fa=S(Gr,"gu").replace(/notPunctSpace/g,aa).replace(/punctSpace/g,sa).replace(/punct/g,Zr).getRegex(),ha="^[^_*]*?__[^_*]*?\\*[^_*]*?(?=__)|[^*]+(?=[^*])|(?!\\*)punct(\\*+)(?=[\\s]|$)|notPunctSpace(\\*+)(?!\\*)(?=punctSpace|$)|(?!\\*)[\\s](\\*+)(?=notPunctSpace)|[\\s](\\*+)(?!\\*)(?=punct)|(?!\\*)punct(\\*+)(?!\\*)(?=punct)|(?:(?!\\*)punct|notPunctSpace)(\\*+)(?!\\*)(?=notPunctSpace)",ma=S(ha,"gu").replace(/notPunctSpace/g,$e).replace(/punctSpace/g,_e).replace(/punct/g,X).getRegex(),ga=S("^[^_*]*?\\*\\*[^_*]*?_[^_*]*?(?=\\*\\*)|[^_]+(?=[^_])|(?!_)punct(_+)(?=[\\s]|$)|notPunctSpace(_+)(?!_)(?=punctSpace|$)|(?!_)punctSpace(_+)(?=notPunctSpace)|[\\s](_+)(?!_)(?=punct)|(?!_)punct(_+)(?!_)(?=punct)","gu").replace(/notPunctSpace/g,$e).replace(/punctSpace/g,_e).replace(/punct/g,X).getRegex(),ka="^[^_*]*?\\*\\*[^_*]*?_[^_*]*?(?=\\*\\*)|[^_]+(?=[^_])|(?!_)punct(_+)(?=[\\s]|$)|notPunctSpace(_+)(?!_)(?=punctSpace|$)|(?!_)[\\s](_+)(?=notPunctSpace)|[\\s](_+)(?!_)(?=punct)|(?!_)punct(_+)(?!_)(?=punct)|(?:(?!_)punct|notPunctSpace)(_+)(?!_)(?=notPunctSpace)",_a=S(ka,"gu").replace(/notPunctSpace/g,$e).replace(/punctSpace/g,_e).replace(/punct/g,X).getRegex(),ba=S(/^~~?(?:((?!~)punct)|[^\s~])/,"u").replace(/punct/g,X).getRegex(),ya="^[^~]+(?=[^~])|(?!~)punct(~~?)(?=[\\s]|$)|notPunctSpace(~~?)(?!~)(?=punctSpace|$)|(?!~)punctSpace(~~?)(?=notPunctSpace)|[\\s](~~?)(?!~)(?=punct)|(?!~)punct(~~?)(?!~)(?=punct)|notPunctSpace(~~?)(?=notPunctSpace)",xa=S(ya,"gu").replace(/notPunctSpace/g,$e).replace(/punctSpace/g,_e).replace(/punct/g,X).getRegex(),wa=S(/\\(punct)/,"gu").replace(/punct/g,X).getRegex(),va=S(/(`+)(?:[^`]|[^`][\s\S]*?[^`])\1(?!`)|`+|\\(punct)/,"gu").replace(/punct/g,X).getRegex(),Sa=S(/^<(scheme:[^\s\x00-\x1f<>]*|email)>/).replace("scheme",/[a-zA-Z][a-zA-Z0-9+.-]{1,31}/).replace("email",/[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+(@)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+(?![-_])/).getRegex(),Aa=S(Gt).replace("(?:-->|$)","-->").getRegex(),Ca=S("^comment|^</[a-zA-Z][a-zA-Z0-9-]*\\s*>|^<[a-zA-Z][a-zA-Z0-9-]*(?:attribute)*?\\s*/?>|^<\\?[\\s\\S]*?\\?>|^<![a-zA-Z]+\\s[\\s\\S]*?>|^<!\\[CDATA\\[[\\s\\S]*?\\]\\]>").replace("comment",Aa).replace("attribute",/\s+[a-zA-Z:_][\w.:-]*(?:\s*=\s*"[^"]*"|\s*=\s*'[^']*'|\s*=\s*[^\s"'=<>`]+)?/).getRegex(),Xr=/\[(?:\\[\s\S]|[^\[\]\\])*\]/,at=S(/(?:\[(?:brackets|\\[\s\S]|[^\[\]\\])*\]|\\[\s\S]|`+(?!`)[^`]*?`+(?!`)|``+(?=\])|[^\[\]\\`])*?/).replace("brackets",Xr).getRegex(),Ra=S(/^!?\[(label)\]\([ \t\n]*(href)(?:(?:[ \t]+(?:\n[ \t]*)?|\n[ \t]*)(title))?[ \t\n]*\)/).replace("label",at).replace("href",/<(?:\\.|[^\n<>\\])*>|(?!<)[^ \t\n\x00-\x1f]+|(?=\))/).replace("title",/"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|\((?:\\[\s\S]|[^)\\])*\)/).getRegex(),Ta=S(/^!?\[(label)\]\[(ref)\]/).replace("label",at).replace("ref",Qt).getRegex(),Pa=S(/^!?\[(ref)\](?:\[\])?/).replace("ref",Qt).getRegex(),$r=/(?!\s*\])(?:\\[\s\S]|[^\[\]\\]){1,999}/,Ea=S(/(?:[^\[\]\\`]*(?:\[(?:brackets|\\[\s\S]|[^\[\]\\])*\]|\\[\s\S]|`+(?!`)[^`]*?`+(?!`)|``+(?=\]))){0,999}?[^\[\]\\`]*?/).replace("brackets",Xr).getRegex(),Ia=S("reflink|nolink(?!\\()","g").replace("reflink",S(/^!?\[(label)\]\[(ref)\]/).replace("label",Ea).replace("ref",$r).getRegex()).replace("nolink",S(/^!?\[(ref)\](?:\[\])?/).replace("ref",$r).getRegex()).getRegex(),Nr=/[hH][tT][tT][pP][sS]?|[fF][tT][pP]/,Ma=/[A-Za-z0-9._+-]+@[a-zA-Z0-9-_]+(?:\.[a-zA-Z0-9-_]*[a-zA-Z0-9])+(?![\w-])/,$a=S(/(?:mailto:email|xmpp:email(?:\/[A-Za-z0-9@.]+)?)/).replace(/email/g,Ma).getRegex(),Yt={_backpedal:de,anyPunctuation:wa,anyPunctuationOutsideCode:va,autolink:Sa,blockSkip:ia,br:Wr,code:ta,del:de,delLDelim:de,delRDelim:de,emStrongLDelim:la,emStrongRDelimAst:pa,emStrongRDelimUnd:ga,escape:ea,link:Ra,nolink:Pa,punctuation:ra,reflink:Ta,reflinkSearch:Ia,tag:Ca,text:na,url:de},Na={...Yt,emStrongLDelim:da,emStrongRDelimAst:ma,emStrongRDelimUnd:_a,link:S(/^!?\[(label)\]\((.*?)\)/).replace("label",at).getRegex(),reflink:S(/^!?\[(label)\]\s*\[([^\]]*)\]/).replace("label",at).getRegex()},qt={...Yt,emStrongRDelimAst:fa,emStrongLDelim:ca,delLDelim:ba,delRDelim:xa,url:S(/^emailProtocol|^((?:protocol):\/\/|www\.)(?:[a-zA-Z0-9\-]+\.?)+[^\s<]*|^email/).replace("emailProtocol",$a).replace("protocol",Nr).replace("email",/[A-Za-z0-9._+-]+(@)[a-zA-Z0-9-_]+(?:\.[a-zA-Z0-9-_]*[a-zA-Z0-9])+(?![\w-])/).getRegex(),_backpedal:/(?:[^?!.,:;*_'"~()&]+|\([^)]*\)|&(?![a-zA-Z0-9]+;$)|[?!.,:;*_'"~)]+(?!$))+/,del:/^(~~?)(?=[^\s~])((?:\\[\s\S]|[^\\])*?(?:\\[\s\S]|[^\s~\\]))\1(?=[^~]|$)/,text:S(/^(?:[^a-zA-Z0-9](?=emailProtocol)|(`+|~+|[^`~])(?:(?=[`~])|(?= {2,}\n)|(?=[a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-]+@)|[\s\S]*?(?:(?=[\\<!\[`*~_]|\b_|protocol:\/\/|wwwStart|$)|[^ ](?= {2,}\n)|[^a-zA-Z0-9](?=emailProtocol)|[^a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-](?=[a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-]+@))))/).replace("protocol",Nr).replace(/emailProtocol/g,/(?:mailto|xmpp):/).replace("wwwStart",Br?"(?<![^\\s*_~(])www\\.":"www\\.").getRegex()},La={...qt,br:S(Wr).replace("{2,}","*").getRegex(),text:S(qt.text).replace("\\b_","\\b_| {2,}\\n").replace(/\{2,\}/g,"*").getRegex()},ot={normal:Xt,gfm:Ys,pedantic:Js},Pe={normal:Yt,gfm:qt,breaks:La,pedantic:Na},za={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&#39;"},Lr=t=>za[t];function V(t,e){if(e){if(O.escapeTest.test(t))return t.replace(O.escapeReplace,Lr)}else if(O.escapeTestNoEncode.test(t))return t.replace(O.escapeReplaceNoEncode,Lr);return t}function Oa(t){return O.numericCharacterReference.test(t)?t.replace(O.numericCharacterReferenceOrAmpersand,(e,n,r)=>{if(n===void 0&&r===void 0)return"&amp;";let o=n===void 0?Number.parseInt(r,16):Number.parseInt(n,10);return o===0||o>1114111||o>=55296&&o<=57343?"�":o===38?"&amp;":String.fromCodePoint(o)}):t}function zr(t){try{t=encodeURI(t).replace(O.percentDecode,"%")}catch{return null}return t}function Or(t,e){let n=t.replace(O.findPipe,(s,a,i)=>{let l=!1,h=a;for(;--h>=0&&i[h]==="\\";)l=!l;return l?"|":" |"}),r=n.split(O.splitPipe),o=0;if(r[0].trim()||r.shift(),r.length>0&&!r.at(-1)?.trim()&&r.pop(),e)if(r.length>e)r.splice(e);else for(;r.length<e;)r.push("");for(;o<r.length;o++)r[o]=r[o].trim().replace(O.slashPipe,"|");return r}function te(t,e,n){let r=t.length;if(r===0)return"";let o=0;for(;o<r;){let s=t.charAt(r-o-1);if(s===e&&!n)o++;else if(s!==e&&n)o++;else break}return t.slice(0,r-o)}function Dr(t){let e=t.split(`
`),n=e.length-1;for(;n>=0&&O.blankLine.test(e[n]);)n--;return e.length-n<=2?t:e.slice(0,n+1).join(`
`)}function it(t){return t.trim().replace(O.multipleSpaceGlobal," ").toLowerCase().toUpperCase().toLowerCase()}function Hr(t,e){if(t.indexOf(e[0])===-1&&t.indexOf(e[1])===-1)return-1;let n=0;for(let r=0;r<t.length;r++)if(t[r]==="\\")r++;else if(t[r]===e[0])n++;else if(t[r]===e[1]&&(n--,n<0))return r;return n>0?-2:-1}var ke=new WeakMap;function Jt(t){let e={"*":-1,_:-1},n=-1,r=t.length;for(let o=0;o<r;o++){let s=t[o];if(s!=="*"&&s!=="_"&&s!=="~")continue;let a=o===0?`
`:t[o-1],i=o+1;for(;i<r&&t[i]===s;)i++;a!==" "&&a!=="	"&&a!==`
`&&a!=="\r"&&a!=="\f"&&(s==="~"?n=o:e[s]=o),o=i-1}return{maskedSrc:t,lastPossibleEmStrongCloserIndex:e,lastPossibleDelCloserIndex:n}}function Da(t,e){let n=Jt(e),r=ke.get(t);r?r.push(n):ke.set(t,[n])}function Ha(t){let e=ke.get(t);e&&(e.pop(),e.length===0&&ke.delete(t))}function Yr(t,e,n){let r=ke.get(t)?.at(-1);return r&&r.maskedSrc===e?r.lastPossibleEmStrongCloserIndex[n]:Jt(e).lastPossibleEmStrongCloserIndex[n]}function Jr(t,e){let n=ke.get(t)?.at(-1);return n&&n.maskedSrc===e?n.lastPossibleDelCloserIndex:Jt(e).lastPossibleDelCloserIndex}function st(t,e=0){let n=e,r="";for(let o of t)if(o==="	"){let s=4-n%4;r+=" ".repeat(s),n+=s}else r+=o,n++;return r}function ja(t,e){let n="";for(let r=0;r<t.length;r++){if(t[r]==="`"){let o=e.inline.code.exec(t.slice(r));if(o){n+=o[0],r+=o[0].length-1;continue}}if(t[r]==="\\"&&(t[r+1]==="["||t[r+1]==="]")){n+=t[r+1],r++;continue}n+=t[r]}return n}function jr(t,e,n,r,o){let s=e.href,a=e.title||null,i=ja(t[1],o),l=t[0].charAt(0)==="!",h=r.state.inLink,c=r.state.linkEmitted,f=r.state.inRawBlock;r.state.inLink=!0,r.state.linkEmitted=!1;let p=r.inlineTokens(i),u=r.state.linkEmitted;if(r.state.linkEmitted=c,r.state.inLink=h,!l){if(u){r.state.inRawBlock=f;return}r.state.linkEmitted=!0}return{type:l?"image":"link",raw:n,href:s,title:a,text:i,tokens:p}}function Fa(t,e,n){let r=t.match(n.other.indentCodeCompensation);if(r===null)return e;let o=r[1];return e.split(`
`).map(s=>{let a=s.match(n.other.beginningSpace);if(a===null)return s;let[i]=a;return s.slice(Math.min(i.length,o.length))}).join(`
`)}function Fr(t,e,n,r){if(!e.includes("<"))return!1;for(let o=0;o<e.length;o++){if(e[o]==="\\"){o++;continue}if(e[o]==="`"){let i=r.inline.code.exec(e.slice(o));if(i){o+=i[0].length-1;continue}}if(e[o]!=="<")continue;let s=t.slice(n+o),a=r.inline.tag.exec(s)||r.inline.autolink.exec(s);if(a){if(a[0].length>e.length-o)return!0;o+=a[0].length-1}}return!1}var pe=class{options;rules;lexer;constructor(t){this.options=t||he}space(t){let e=this.rules.block.newline.exec(t);if(e&&e[0].length>0)return{type:"space",raw:e[0]}}code(t){let e=this.rules.block.code.exec(t);if(e){let n=this.options.pedantic?e[0]:Dr(e[0]),r=n.replace(this.rules.other.codeRemoveIndent,"");return{type:"code",raw:n,codeBlockStyle:"indented",text:r}}}fences(t){let e=this.rules.block.fences.exec(t);if(e){let n=e[0],r=Fa(n,e[3]||"",this.rules);return e[3]!==void 0&&(r===""||r.endsWith(`
`))&&(r+=`
`),{type:"code",raw:n,lang:e[2]?e[2].trim().replace(this.rules.inline.anyPunctuation,"$1"):e[2],text:r}}}heading(t){let e=this.rules.block.heading.exec(t);if(e){let n=e[2].trim();if(this.rules.other.endingHash.test(n)){let r=te(n,"#");(this.options.pedantic||!r||this.rules.other.endingSpaceTabChar.test(r))&&(n=r.trim())}return{type:"heading",raw:te(e[0],`
`),depth:e[1].length,text:n,tokens:this.lexer.inline(n)}}}hr(t){let e=this.rules.block.hr.exec(t);if(e)return{type:"hr",raw:te(e[0],`
`)}}blockquote(t){let e=this.rules.block.blockquote.exec(t);if(e){let n=te(e[0],`
`).split(`
`),r="",o="",s=[];for(;n.length>0;){let a=!1,i=[],l;for(l=0;l<n.length;l++)if(this.rules.other.blockquoteStart.test(n[l]))i.push(n[l]),a=!0;else if(!a)i.push(n[l]);else break;n=n.slice(l);let h=i.join(`
`),c=h.replace(this.rules.other.blockquoteMarkerWhitespace,(u,m,g)=>g.startsWith(" ")?m+" "+g.slice(1):m+st(g,m.length)).replace(this.rules.other.blockquoteSetextReplace,`
    $1`).replace(this.rules.other.blockquoteSetextReplace2,"");r=r?`${r}
${h}`:h,o=o?`${o}
${c}`:c;let f=this.lexer.state.top;if(this.lexer.state.top=!0,this.lexer.blockTokens(c,s,!0),this.lexer.state.top=f,n.length===0)break;let p=s.at(-1);if(p?.type==="code"||p?.type==="heading"||p?.type==="hr"||p?.type==="html"||p?.type==="table")break;if(p?.type==="blockquote"){let u=p,m=n.join(`
`),g=u.raw+`
`+m.replace(this.rules.other.blockquoteSetextReplace2,""),k=this.blockquote(g);s[s.length-1]=k;let b=g.substring(k.raw.length).replace(/^\n/,""),w=b?b.split(`
`).length:0,x=w?n.slice(0,-w):n;if(x.length>0&&(r=`${r}
${x.join(`
`)}`),o=o.substring(0,o.length-u.text.length)+k.text,n=n.slice(x.length),n.length>0&&this.rules.other.blockquoteStart.test(n[0]))continue;break}else if(p?.type==="list"){let u=p,m=u.raw+`
`+n.join(`
`),g=this.list(m);s[s.length-1]=g;let k=g.raw.length>u.raw.length?m.slice(u.raw.length+1,g.raw.length).split(`
`).length:0;if(k>0){let b=n.slice(0,k).join(`
`);r=`${r}
${b}`,o=`${o}
${b}`}if(n=n.slice(k),n.length>0&&!this.rules.other.blockquoteStart.test(n[0]))break;continue}}return{type:"blockquote",raw:r,tokens:s,text:o}}}list(t){let e=this.rules.block.list.exec(t);if(e){if(!this.options.pedantic&&this.lexer.state.lastToken?.type==="text"&&!this.rules.other.listInterruptsParagraph.test(t))return;let n=t,r=()=>n.length-t.length,o=e[1].trim(),s=o.length>1,a={type:"list",raw:"",ordered:s,start:s?+o.slice(0,-1):"",loose:!1,items:[]};o=s?`\\d{1,9}\\${o.slice(-1)}`:`\\${o}`,this.options.pedantic&&(o=s?o:"[*+-]");let i=this.rules.other.listItemRegex(o),l=!1;for(;t;){let f=!1,p="";if(!(e=i.exec(t))||this.rules.block.hr.test(t))break;let u=r();t=t.substring(e[0].length);let m=e[2].split(`
`,1)[0],g=e[1].length,k=this.options.pedantic?st(m,g):m.replace(this.rules.other.leadingSpaceTab,_=>st(_,g)),b=t.split(`
`,1)[0],w=!k.trim(),x=0;if(this.options.pedantic?(x=2,p=k.trimStart()):w?x=g+1:(x=k.search(this.rules.other.nonSpaceChar),x=x>4?1:x,p=k.slice(x),x+=g),w&&this.rules.other.blankLine.test(b)&&(t=t.substring(b.length+1),f=!0),!f){let _=this.rules.other.nextBulletRegex(x),y=this.rules.other.hrRegex(x),v=this.rules.other.fencesBeginRegex(x),T=this.options.pedantic?this.rules.other.pedanticHeadingBeginRegex(x):this.rules.other.headingBeginRegex(x),E=this.rules.other.htmlBeginRegex(x),C=this.rules.other.blockquoteBeginRegex(x),B=!1;for(;t;){let q=t.split(`
`,1)[0],N;if(b=q,this.options.pedantic?(b=b.replace(this.rules.other.listReplaceNesting,"  "),N=b):N=b.replace(this.rules.other.leadingSpaceTab,z=>st(z)),v.test(b)||T.test(b)||E.test(b)||C.test(b)||_.test(b)||y.test(b))break;if(N.search(this.rules.other.nonSpaceChar)>=x||!b.trim())p+=`
`+N.slice(x),B=!1;else{if(w)break;let z=k;if(!this.options.pedantic&&!p.includes(`
`)&&!k.includes("	")){let me;for(;!y.test(z)&&(me=this.rules.other.nestedBlockMarker.exec(z));)z=z.slice(me[0].length);if(!z.trim())break}if(z.replace(this.rules.other.tabCharGlobal,"    ").search(this.rules.other.nonSpaceChar)>=4||v.test(z)||T.test(z)||E.test(z)||y.test(z))break;if(!this.options.pedantic&&!B){let me=k.replace(this.rules.other.nestedContainerMarkers,"");if(this.rules.block.fences.test(me)||this.rules.block.heading.test(me)||this.rules.block.hr.test(me))break}let Oe=!this.options.pedantic&&/^ {0,3}(?:=+|-+) *$/.test(b)&&this.rules.block.lheading.test(`${k}
${b}`)?`    ${N.replace(/^ {0,3}/,"")}`:b;p+=`
`+Oe,B=!0}w=!b.trim(),t=t.substring(q.length+1),k=N.slice(x)}}let A=n.slice(u,r());a.loose||(l?a.loose=!0:this.rules.other.doubleBlankLine.test(A)&&(l=!0)),a.items.push({type:"list_item",raw:A,task:!!this.options.gfm&&this.rules.other.listIsTask.test(p),loose:!1,text:p,tokens:[]})}let h=a.items.at(-1);if(h)h.raw=h.raw.trimEnd(),h.text=h.text.trimEnd();else return;a.raw=n.slice(0,r()).trimEnd();let c=[];for(let f of a.items)if(this.lexer.state.top=!1,c.push(this.lexer.inlineQueue.length),f.tokens=this.lexer.blockTokens(f.text,[]),!a.loose){let p=f.tokens.filter(m=>m.type==="space"),u=p.length>0&&p.some(m=>this.rules.other.anyLine.test(m.raw));a.loose=u}for(let f=0;f<a.items.length;f++){let p=a.items[f],u=p.tokens[0];if(p.task&&(u?.type==="text"||u?.type==="paragraph")){p.text=p.text.replace(this.rules.other.listReplaceTask,""),u.raw=u.raw.replace(this.rules.other.listReplaceTask,""),u.text=u.text.replace(this.rules.other.listReplaceTask,"");let m=this.lexer.inlineQueue;for(let k=c[f];k<m.length;k++)if(m[k].tokens===u.tokens){m[k].src=m[k].src.replace(this.rules.other.listReplaceTask,"");break}let g=this.rules.other.listTaskCheckbox.exec(p.raw);if(g){let k={type:"checkbox",raw:g[0]+" ",checked:g[0]!=="[ ]"};p.checked=k.checked,a.loose?p.tokens[0]&&["paragraph","text"].includes(p.tokens[0].type)&&"tokens"in p.tokens[0]&&p.tokens[0].tokens?(p.tokens[0].raw=k.raw+p.tokens[0].raw,p.tokens[0].text=k.raw+p.tokens[0].text,p.tokens[0].tokens.unshift(k)):p.tokens.unshift({type:"paragraph",raw:k.raw,text:k.raw,tokens:[k]}):p.tokens.unshift(k)}}else p.task&&(p.task=!1)}if(a.loose)for(let f of a.items){f.loose=!0;for(let p of f.tokens)p.type==="text"&&(p.type="paragraph")}return a}}html(t){let e=this.rules.block.html.exec(t);if(e){if(this.lexer.state.lastToken?.type==="paragraph"&&!this.rules.other.htmlBeginRegex(4).test(t))return;let n=Dr(e[0]);return{type:"html",block:!0,raw:n,pre:e[1]==="pre"||e[1]==="script"||e[1]==="style",text:n}}}def(t){let e=this.rules.block.def.exec(t);if(e){if(!this.rules.other.startAngleBracket.test(e[2])&&Hr(e[2],"()")!==-1)return;let n=it(e[1]),r=e[2]?e[2].replace(this.rules.other.hrefBrackets,"$1").replace(this.rules.inline.anyPunctuation,"$1"):"",o=e[3]?e[3].substring(1,e[3].length-1).replace(this.rules.inline.anyPunctuation,"$1"):e[3];return{type:"def",tag:n,raw:te(e[0],`
`),href:r,title:o}}}table(t){let e=this.rules.block.table.exec(t);if(!e||!this.rules.other.tableDelimiter.test(e[2]))return;let n=Or(e[1]),r=e[2].replace(this.rules.other.tableAlignChars,"").split("|"),o=e[3]?.trim()?e[3].replace(this.rules.other.tableRowBlankLine,"").split(`
`):[],s={type:"table",raw:te(e[0],`
`),header:[],align:[],rows:[]};if(n.length===r.length){for(let a of r)this.rules.other.tableAlignRight.test(a)?s.align.push("right"):this.rules.other.tableAlignCenter.test(a)?s.align.push("center"):this.rules.other.tableAlignLeft.test(a)?s.align.push("left"):s.align.push(null);for(let a=0;a<n.length;a++)s.header.push({text:n[a],tokens:this.lexer.inline(n[a]),header:!0,align:s.align[a]});for(let a of o)s.rows.push(Or(a,s.header.length).map((i,l)=>({text:i,tokens:this.lexer.inline(i),header:!1,align:s.align[l]})));return s}}lheading(t){let e=this.rules.block.lheading.exec(t);if(e){let n=e[1].trim();return{type:"heading",raw:te(e[0],`
`),depth:e[2].charAt(0)==="="?1:2,text:n,tokens:this.lexer.inline(n)}}}paragraph(t){let e=this.rules.block.paragraph.exec(t);if(e){let n=e[1].charAt(e[1].length-1)===`
`?e[1].slice(0,-1):e[1];return{type:"paragraph",raw:e[0],text:n,tokens:this.lexer.inline(n)}}}text(t){let e=this.rules.block.text.exec(t);if(e)return{type:"text",raw:e[0],text:e[0],tokens:this.lexer.inline(e[0])}}escape(t){if(t.charCodeAt(0)!==92)return;let e=this.rules.inline.escape.exec(t);if(e)return{type:"escape",raw:e[0],text:e[1]}}tag(t){if(t.charCodeAt(0)!==60)return;let e=this.rules.inline.tag.exec(t);if(e)return!this.lexer.state.inLink&&this.rules.other.startATag.test(e[0])?this.lexer.state.inLink=!0:this.lexer.state.inLink&&this.rules.other.endATag.test(e[0])&&(this.lexer.state.inLink=!1),!this.lexer.state.inRawBlock&&this.rules.other.startPreScriptTag.test(e[0])?this.lexer.state.inRawBlock=!0:this.lexer.state.inRawBlock&&this.rules.other.endPreScriptTag.test(e[0])&&(this.lexer.state.inRawBlock=!1),{type:"html",raw:e[0],inLink:this.lexer.state.inLink,inRawBlock:this.lexer.state.inRawBlock,block:!1,text:e[0]}}link(t){if(this.lexer.state.linkParenPossible===!1)return;let e=t.charCodeAt(0);if(e!==91&&e!==33)return;let n=this.rules.inline.link.exec(t);if(n){let r=n[0].charAt(0)==="!"?2:1;if(!this.options.pedantic&&Fr(t,n[1],r,this.rules))return;let o=n[2].trim();if(!this.options.pedantic&&this.rules.other.startAngleBracket.test(o)){if(!this.rules.other.endAngleBracket.test(o))return;let l=te(o.slice(0,-1),"\\");if((o.length-l.length)%2===0)return}else{let l=Hr(n[2],"()");if(l===-2)return;if(l>-1){let h=(n[0].indexOf("!")===0?5:4)+n[1].length+l;n[2]=n[2].substring(0,l),n[0]=n[0].substring(0,h).trim(),n[3]=""}}let s=te(n[0].slice(0,-1),"\\");if((n[0].length-s.length)%2===0)return;let a=n[2],i="";if(this.options.pedantic){let l=this.rules.other.pedanticHrefTitle.exec(a);l&&(a=l[1],i=l[3])}else i=n[3]?n[3].slice(1,-1):"";return a=a.trim(),this.rules.other.startAngleBracket.test(a)&&(this.options.pedantic&&!this.rules.other.endAngleBracket.test(o)?a=a.slice(1):a=a.slice(1,-1)),jr(n,{href:a&&a.replace(this.rules.inline.anyPunctuation,"$1"),title:i&&i.replace(this.rules.inline.anyPunctuation,"$1")},n[0],this.lexer,this.rules)}}reflink(t,e){let n=t.charCodeAt(0);if(n!==91&&n!==33)return;let r;if((r=this.rules.inline.reflink.exec(t))||(r=this.rules.inline.nolink.exec(t))){let o=r[0].charAt(0)==="!"?2:1;if(!this.options.pedantic&&Fr(t,r[1],o,this.rules))return;let s=e[it(r[2]||r[1])];if(!s){let a=r[0].charAt(0);return{type:"text",raw:a,text:a}}return jr(r,s,r[0],this.lexer,this.rules)}}emStrong(t,e,n=""){let r=this.rules.inline.emStrongLDelim.exec(t);if(!r||!r[1]&&!r[2]&&!r[3]&&!r[4])return;let o=r[0][0],s=n===o,a=e.length-t.length,i=a;for(;!this.options.pedantic&&i>0&&e[i-1]===o;)i--;let l=[...e.slice(Math.max(0,i-2),i)].at(-1)??"",h=l==="*"||l==="_"||!!this.rules.inline.punctuation.exec(l);i<a&&(n=l);let c=i<a?h:n==="*"||n==="_"||!!this.rules.inline.punctuation.exec(n);if(r[4]&&n.match(this.rules.other.unicodeAlphaNumeric))return;let f=r[1]||r[3]||"";if(!f||!n||c){let p=[...r[0]].length-1,u,m,g=p,k=0,b=a-i+p,w=!this.options.pedantic&&!!l.trim()&&(!!f||o==="*"&&!h);if(o!=="*"&&o!=="_")return;let x=o==="*"?this.rules.inline.emStrongRDelimAst:this.rules.inline.emStrongRDelimUnd,A=Yr(this,e,o),_=e.length-t.length+p;if(A<_)return;e=e.slice(-1*t.length+p);let y=A-_;for(x.lastIndex=0;(r=x.exec(e))!==null&&!(r.index>y);){if(u=r[1]||r[2]||r[3]||r[4]||r[5]||r[6],!u)continue;if(m=[...u].length,r[3]||r[4]){g+=m;continue}else if((r[5]||r[6]||w)&&b%3&&!((b+m)%3)){if(s&&(r[5]||r[6]))break;k+=m;continue}if(g-=m,g>0)continue;m=Math.min(m,m+g+k);let v=[...r[0]][0].length,T=t.slice(0,p+r.index+v+m);if(Math.min(p,m)%2){let C=T.slice(1,-1);return{type:"em",raw:T,text:C,tokens:this.lexer.inlineTokens(C)}}let E=T.slice(2,-2);return{type:"strong",raw:T,text:E,tokens:this.lexer.inlineTokens(E)}}}}codespan(t){if(t.charCodeAt(0)!==96)return;let e=this.rules.inline.code.exec(t);if(e){let n=e[2].replace(this.rules.other.newLineCharGlobal," "),r=this.rules.other.nonSpaceChar.test(n),o=this.rules.other.startingSpaceChar.test(n)&&this.rules.other.endingSpaceChar.test(n);return r&&o&&(n=n.substring(1,n.length-1)),{type:"codespan",raw:e[0],text:n}}}br(t){let e=t.charCodeAt(0);if(e!==32&&e!==92&&e!==10)return;let n=this.rules.inline.br.exec(t);if(n)return{type:"br",raw:n[0]}}del(t,e,n=""){if(t.charCodeAt(0)!==126)return;let r=this.rules.inline.delLDelim.exec(t);if(r&&(!r[1]||!n||this.rules.inline.punctuation.exec(n))){let o=[...r[0]].length-1,s,a,i=o,l=this.rules.inline.delRDelim,h=Jr(this,e),c=e.length-t.length+o;if(h<c)return;e=e.slice(-1*t.length+o);let f=h-c;for(l.lastIndex=0;(r=l.exec(e))!==null&&!(r.index>f);){if(s=r[1]||r[2]||r[3]||r[4]||r[5]||r[6],!s||(a=[...s].length,a!==o))continue;if(r[3]||r[4]){i+=a;continue}if(i-=a,i>0)continue;a=Math.min(a,a+i);let p=[...r[0]][0].length,u=t.slice(0,o+r.index+p+a),m=u.slice(o,-o);return{type:"del",raw:u,text:m,tokens:this.lexer.inlineTokens(m)}}}}autolink(t){if(t.charCodeAt(0)!==60)return;let e=this.rules.inline.autolink.exec(t);if(e){let n,r;return e[2]==="@"?(n=e[1],r="mailto:"+n):(n=e[1],r=n),{type:"link",raw:e[0],text:n,href:r,autolink:!0,tokens:[{type:"text",raw:n,text:n}]}}}url(t){let e;if(e=this.rules.inline.url.exec(t)){let n,r;if(e[2]==="@")n=e[0],r="mailto:"+n;else{let o;do o=e[0],e[0]=this.rules.inline._backpedal.exec(e[0])?.[0]??"";while(o!==e[0]);n=e[0],e[1]==="www."?r="http://"+e[0]:r=e[0]}return{type:"link",raw:e[0],text:n,href:r,autolink:!0,tokens:[{type:"text",raw:n,text:n}]}}}inlineText(t){let e=this.rules.inline.text.exec(t);if(e){let n=this.lexer.state.inRawBlock;return{type:"text",raw:e[0],text:n?e[0]:Oa(e[0]),escaped:n}}}},K=class Bt{tokens;options;state;inlineQueue;tokenizer;constructor(e){this.tokens=[],this.tokens.links=Object.create(null),this.options=e||he,this.options.tokenizer=this.options.tokenizer||new pe,this.tokenizer=this.options.tokenizer,this.tokenizer.options=this.options,this.tokenizer.lexer=this,this.inlineQueue=[],this.state={inLink:!1,inRawBlock:!1,linkEmitted:!1,linkParenPossible:!0,top:!0};let n={other:O,block:ot.normal,inline:Pe.normal};this.options.pedantic?(n.block=ot.pedantic,n.inline=Pe.pedantic):this.options.gfm&&(n.block=ot.gfm,this.options.breaks?n.inline=Pe.breaks:n.inline=Pe.gfm),this.tokenizer.rules=n}static get rules(){return{block:ot,inline:Pe}}static lex(e,n){return new Bt(n).lex(e)}static lexInline(e,n){return new Bt(n).inlineTokens(e)}lex(e){e=e.replace(O.carriageReturn,`
`),this.blockTokens(e,this.tokens);for(let n=0;n<this.inlineQueue.length;n++){let r=this.inlineQueue[n];this.state.inRawBlock=!1,this.inlineTokens(r.src,r.tokens)}return this.inlineQueue=[],this.tokens}blockTokens(e,n=[],r=!1){this.tokenizer.lexer=this;let o=this.state.lastToken;this.options.pedantic&&(e=e.replace(O.tabCharGlobal,"    ").replace(O.spaceLine,""));let s=1/0,a,i=this.options.gfm&&!this.options.pedantic&&this.tokenizer.paragraph===pe.prototype.paragraph;for(;e;){if(e.length<s)s=e.length;else{this.infiniteLoopError(e.charCodeAt(0));break}this.state.lastToken=n.at(-1);let l;if(this.options.extensions?.block?.some(c=>(l=c.call({lexer:this},e,n))?(e=e.substring(l.raw.length),n.push(l),!0):!1))continue;if(l=this.tokenizer.space(e)){e=e.substring(l.raw.length);let c=n.at(-1);l.raw.length===1&&c!==void 0?c.raw+=`
`:n.push(l);continue}if(l=this.tokenizer.code(e)){e=e.substring(l.raw.length);let c=n.at(-1);c?.type==="paragraph"||c?.type==="text"?(c.raw+=(c.raw.endsWith(`
`)?"":`
`)+l.raw,c.text+=`
`+l.text,this.inlineQueue.at(-1).src=c.text):n.push(l);continue}if(l=this.tokenizer.fences(e)){e=e.substring(l.raw.length),n.push(l);continue}if(l=this.tokenizer.heading(e)){e=e.substring(l.raw.length),n.push(l);continue}if(l=this.tokenizer.hr(e)){e=e.substring(l.raw.length),n.push(l);continue}if(l=this.tokenizer.blockquote(e)){e=e.substring(l.raw.length),n.push(l);continue}if(l=this.tokenizer.list(e)){e=e.substring(l.raw.length),n.push(l);continue}if(l=this.tokenizer.html(e)){e=e.substring(l.raw.length),n.push(l);continue}if(l=this.tokenizer.def(e)){e=e.substring(l.raw.length);let c=n.at(-1);c?.type==="paragraph"||c?.type==="text"?(c.raw+=(c.raw.endsWith(`
`)?"":`
`)+l.raw,c.text+=`
`+l.raw,this.inlineQueue.at(-1).src=c.text):(this.tokens.links[l.tag]||(this.tokens.links[l.tag]={href:l.href,title:l.title}),n.push(l));continue}if(l=this.tokenizer.table(e)){e=e.substring(l.raw.length),n.push(l);continue}if(l=this.tokenizer.lheading(e)){e=e.substring(l.raw.length),n.push(l);continue}let h=e;if(this.options.extensions?.startBlock){let c=1/0,f=e.slice(1),p;this.options.extensions.startBlock.forEach(u=>{p=u.call({lexer:this},f),typeof p=="number"&&p>=0&&(c=Math.min(c,p))}),c<1/0&&c>=0&&(h=e.substring(0,c+1))}if(this.state.top&&(l=this.tokenizer.paragraph(h))){let c=n.at(-1);(r||c===a&&i)&&c?.type==="paragraph"?(c.raw+=(c.raw.endsWith(`
`)?"":`
`)+l.raw,c.text+=`
`+l.text,this.inlineQueue.pop(),this.inlineQueue.at(-1).src=c.text,a=c):(n.push(l),a=l),r=h.length!==e.length,e=e.substring(l.raw.length);continue}if(l=this.tokenizer.text(e)){e=e.substring(l.raw.length);let c=n.at(-1);c?.type==="text"?(c.raw+=(c.raw.endsWith(`
`)?"":`
`)+l.raw,c.text+=`
`+l.text,this.inlineQueue.pop(),this.inlineQueue.at(-1).src=c.text):n.push(l);continue}if(e){this.infiniteLoopError(e.charCodeAt(0));break}}return this.state.top=!0,this.state.lastToken=o,n}inline(e,n=[]){return this.inlineQueue.push({src:e,tokens:n}),n}linkInText(e){if(!e.includes("["))return!1;let n=this.tokenizer.rules.inline.link;for(let r of e.matchAll(this.tokenizer.rules.inline.blockSkip))if(n.test(r[0])&&e.charAt(r.index-1)!=="!")return!0;for(let r of e.matchAll(this.tokenizer.rules.inline.reflinkSearch)){let o=r[0],s=o.lastIndexOf("[");if(!(o.charAt(0)==="!"||!Object.hasOwn(this.tokens.links,it(o.slice(s+1,-1))))&&!(s>1&&this.linkInText(o.slice(1,s-1))))return!0}return!1}inlineTokens(e,n=[]){this.tokenizer.lexer=this;let r=this.state.linkParenPossible;this.state.linkParenPossible=e.includes(")");try{return this.#t(e,n)}finally{this.state.linkParenPossible=r}}#t(e,n){let r=e.includes("*")||e.includes("_")||e.includes("~"),o=r||this.options.hooks?.emStrongMask||this.tokenizer.emStrong!==pe.prototype.emStrong||this.tokenizer.del!==pe.prototype.del?this.#r(e):e;if(!r)return this.#e(e,o,n);Da(this.tokenizer,o);try{return this.#e(e,o,n)}finally{Ha(this.tokenizer)}}#e(e,n,r){let o=!1,s="",a=1/0;for(;e;){if(e.length<a)a=e.length;else{this.infiniteLoopError(e.charCodeAt(0));break}o||(s=""),o=!1;let i;if(this.options.extensions?.inline?.some(c=>(i=c.call({lexer:this},e,r))?(e=e.substring(i.raw.length),r.push(i),!0):!1))continue;if(i=this.tokenizer.escape(e)){e=e.substring(i.raw.length),r.push(i);continue}if(i=this.tokenizer.tag(e)){e=e.substring(i.raw.length),r.push(i);continue}if(i=this.tokenizer.link(e)){e=e.substring(i.raw.length),r.push(i);continue}if(i=this.tokenizer.reflink(e,this.tokens.links)){e=e.substring(i.raw.length);let c=r.at(-1);i.type==="text"&&c?.type==="text"?(c.raw+=i.raw,c.text+=i.text):r.push(i);continue}let l=e[0];if(l==="*"||l==="_"){let c=n.length-e.length;if(Yr(this.tokenizer,n,l)<=c){let f=1;for(;f<e.length&&e.charCodeAt(f)===l.charCodeAt(0);)f++;let p=e.substring(0,f),u=r.at(-1);u?.type==="text"&&!u.escaped?(u.raw+=p,u.text+=p):r.push({type:"text",raw:p,text:p,escaped:!1}),e=e.substring(f),s=l,o=!0;continue}}else if(l==="~"){let c=n.length-e.length;if(Jr(this.tokenizer,n)<=c){let f=1;for(;f<e.length&&e.charCodeAt(f)===126;)f++;let p=e.substring(0,f),u=r.at(-1);u?.type==="text"&&!u.escaped?(u.raw+=p,u.text+=p):r.push({type:"text",raw:p,text:p,escaped:!1}),e=e.substring(f),s=l,o=!0;continue}}if(i=this.tokenizer.emStrong(e,n,s)){e=e.substring(i.raw.length),r.push(i);continue}if(i=this.tokenizer.codespan(e)){e=e.substring(i.raw.length),r.push(i);continue}if(i=this.tokenizer.br(e)){e=e.substring(i.raw.length),r.push(i);continue}if(i=this.tokenizer.del(e,n,s)){e=e.substring(i.raw.length),r.push(i);continue}if(i=this.tokenizer.autolink(e)){e=e.substring(i.raw.length),r.push(i);continue}if(!this.state.inLink&&(i=this.tokenizer.url(e))){e=e.substring(i.raw.length),r.push(i);continue}let h=e;if(this.options.extensions?.startInline){let c=1/0,f=e.slice(1),p;this.options.extensions.startInline.forEach(u=>{p=u.call({lexer:this},f),typeof p=="number"&&p>=0&&(c=Math.min(c,p))}),c<1/0&&c>=0&&(h=e.substring(0,c+1))}if(i=this.tokenizer.inlineText(h)){e=e.substring(i.raw.length),i.raw.slice(-1)!=="_"&&(s=i.raw.slice(-1)),o=!0;let c=r.at(-1);c?.type==="text"?(c.raw+=i.raw,c.text+=i.text):r.push(i);continue}if(e){this.infiniteLoopError(e.charCodeAt(0));break}}return r}#n(e){let{blockSkip:n,tag:r,autolink:o}=this.tokenizer.rules.inline,s="",a=0,i;for(n.lastIndex=0;i=n.exec(e);){let l=i.index+(i[2]?i[2].length:0),h=i.index+i[0].length;if(e.charAt(l)==="<"){let c=e.slice(l),f=r.exec(c)||o.exec(c);if(!f){n.lastIndex=l+1;continue}h=l+f[0].length,n.lastIndex=h}s+=e.slice(a,l)+"["+"a".repeat(h-l-2)+"]",a=h}return s+e.slice(a)}#r(e){let n=e;if(this.tokens.links&&e.includes("[")){let r=this.tokenizer.rules.inline.reflinkSearch,o=s=>{let a=s.lastIndexOf("[");if(!Object.hasOwn(this.tokens.links,it(s.slice(a+1,-1))))return s;if(a>1&&s.charAt(0)!=="!"){let i=s.slice(1,a-1);if(this.linkInText(i))return"["+i.replace(r,o)+"]["+"a".repeat(s.length-a-2)+"]"}return"["+"a".repeat(s.length-2)+"]"};n=n.replace(r,o)}return n=n.replace(this.tokenizer.rules.inline.anyPunctuationOutsideCode,(r,o,s)=>s?"+".repeat(r.length):o?o+r.slice(o.length,-o.length).replace(/`/g,"+")+o:r),n=this.#n(n),n=this.options.hooks?.emStrongMask?.call({lexer:this},n)??n,n}infiniteLoopError(e){let n="Infinite loop on byte: "+e;if(this.options.silent)console.error(n);else throw new Error(n)}},lt=class{options;parser;constructor(t){this.options=t||he}space(t){return""}code({text:t,lang:e,escaped:n}){let r=(e||"").match(O.notSpaceStart)?.[0],o=t?t.replace(O.endingNewline,"")+`
`:"";return r?'<pre><code class="language-'+V(r)+'">'+(n?o:V(o,!0))+`</code></pre>
`:"<pre><code>"+(n?o:V(o,!0))+`</code></pre>
`}blockquote({tokens:t}){return`<blockquote>
${this.parser.parse(t)}</blockquote>
`}html({text:t}){return t}def(t){return""}heading({tokens:t,depth:e}){return`<h${e}>${this.parser.parseInline(t)}</h${e}>
`}hr(t){return`<hr>
`}list(t){let e=t.ordered,n=t.start,r="";for(let a=0;a<t.items.length;a++){let i=t.items[a];r+=this.listitem(i)}let o=e?"ol":"ul",s=e&&n!==1?' start="'+n+'"':"";return"<"+o+s+`>
`+r+"</"+o+`>
`}listitem(t){return`<li>${this.parser.parse(t.tokens)}</li>
`}checkbox({checked:t}){return"<input "+(t?'checked="" ':"")+'disabled="" type="checkbox"> '}paragraph({tokens:t}){return`<p>${this.parser.parseInline(t)}</p>
`}table(t){let e="",n="";for(let o=0;o<t.header.length;o++)n+=this.tablecell(t.header[o]);e+=this.tablerow({text:n});let r="";for(let o=0;o<t.rows.length;o++){let s=t.rows[o];n="";for(let a=0;a<s.length;a++)n+=this.tablecell(s[a]);r+=this.tablerow({text:n})}return r&&(r=`<tbody>${r}</tbody>`),`<table>
<thead>
`+e+`</thead>
`+r+`</table>
`}tablerow({text:t}){return`<tr>
${t}</tr>
`}tablecell(t){let e=this.parser.parseInline(t.tokens),n=t.header?"th":"td";return(t.align?`<${n} align="${t.align}">`:`<${n}>`)+e+`</${n}>
`}strong({tokens:t}){return`<strong>${this.parser.parseInline(t)}</strong>`}em({tokens:t}){return`<em>${this.parser.parseInline(t)}</em>`}codespan({text:t}){return`<code>${V(t,!0)}</code>`}br(t){return"<br>"}del({tokens:t}){return`<del>${this.parser.parseInline(t)}</del>`}link({href:t,title:e,text:n,tokens:r,autolink:o}){let s=o?V(n,!0):this.parser.parseInline(r),a=zr(t);if(a===null)return s;t=V(a,o);let i='<a href="'+t+'"';return e&&(i+=' title="'+V(e)+'"'),i+=">"+s+"</a>",i}image({href:t,title:e,text:n,tokens:r}){r&&(n=this.parser.parseInline(r,this.parser.textRenderer));let o=zr(t);if(o===null)return V(n);t=o;let s=`<img src="${V(t)}" alt="${V(n)}"`;return e&&(s+=` title="${V(e)}"`),s+=">",s}text(t){return"tokens"in t&&t.tokens?this.parser.parseInline(t.tokens):"escaped"in t&&t.escaped?t.text:V(t.text)}},en=class{parser;strong({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}em({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}codespan({text:t}){return t}del({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}html({text:t}){return t}text({text:t}){return t}link({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}image({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}br(){return`
`}checkbox({raw:t}){return t}},G=class Ut{options;renderer;textRenderer;constructor(e){this.options=e||he,this.options.renderer=this.options.renderer||new lt,this.renderer=this.options.renderer,this.renderer.options=this.options,this.renderer.parser=this,this.textRenderer=new en,this.textRenderer.parser=this}static parse(e,n){return new Ut(n).parse(e)}static parseInline(e,n){return new Ut(n).parseInline(e)}parse(e){this.renderer.parser=this;let n="";for(let r=0;r<e.length;r++){let o=e[r];if(this.options.extensions?.renderers?.[o.type]){let a=o,i=this.options.extensions.renderers[a.type].call({parser:this},a);if(i!==!1||!["space","hr","heading","code","table","blockquote","list","checkbox","html","def","paragraph","text"].includes(a.type)){n+=i===!1?"":i??"";continue}}let s=o;switch(s.type){case"space":{n+=this.renderer.space(s);break}case"hr":{n+=this.renderer.hr(s);break}case"heading":{n+=this.renderer.heading(s);break}case"code":{n+=this.renderer.code(s);break}case"table":{n+=this.renderer.table(s);break}case"blockquote":{n+=this.renderer.blockquote(s);break}case"list":{n+=this.renderer.list(s);break}case"checkbox":{n+=this.renderer.checkbox(s);break}case"html":{n+=this.renderer.html(s);break}case"def":{n+=this.renderer.def(s);break}case"paragraph":{n+=this.renderer.paragraph(s);break}case"text":{n+=this.renderer.text(s);break}default:{let a='Token with "'+s.type+'" type was not found.';if(this.options.silent)return console.error(a),"";throw new Error(a)}}}return n}parseInline(e,n=this.renderer){this.renderer.parser=this;let r="";for(let o=0;o<e.length;o++){let s=e[o];if(this.options.extensions?.renderers?.[s.type]){let i=this.options.extensions.renderers[s.type].call({parser:this},s);if(i!==!1||!["escape","html","link","image","checkbox","strong","em","codespan","br","del","text"].includes(s.type)){r+=i===!1?"":i??"";continue}}let a=s;switch(a.type){case"escape":{r+=n.text(a);break}case"html":{r+=n.html(a);break}case"link":{r+=n.link(a);break}case"image":{r+=n.image(a);break}case"checkbox":{r+=n.checkbox(a);break}case"strong":{r+=n.strong(a);break}case"em":{r+=n.em(a);break}case"codespan":{r+=n.codespan(a);break}case"br":{r+=n.br(a);break}case"del":{r+=n.del(a);break}case"text":{r+=n.text(a);break}default:{let i='Token with "'+a.type+'" type was not found.';if(this.options.silent)return console.error(i),"";throw new Error(i)}}}return r}},Ee=class{options;block;constructor(t){this.options=t||he}static passThroughHooks=new Set(["preprocess","postprocess","processAllTokens","emStrongMask"]);static passThroughHooksRespectAsync=new Set(["preprocess","postprocess","processAllTokens"]);preprocess(t){return t}postprocess(t){return t}processAllTokens(t){return t}emStrongMask(t){return t}provideLexer(t=this.block){return t?K.lex:K.lexInline}provideParser(t=this.block){return t?G.parse:G.parseInline}};function ae(t,e){if(Array.isArray(e))for(let n=0;n<e.length;n++)t.push(e[n]);else t.push(e)}var tn=class{defaults=Vt();options=this.setOptions;parse=this.parseMarkdown(!0);parseInline=this.parseMarkdown(!1);Parser=G;Renderer=lt;TextRenderer=en;Lexer=K;Tokenizer=pe;Hooks=Ee;constructor(...t){this.use(...t)}walkTokens(t,e){let n=[];for(let r of t)switch(ae(n,e.call(this,r)),r.type){case"table":{let o=r;for(let s of o.header)ae(n,this.walkTokens(s.tokens,e));for(let s of o.rows)for(let a of s)ae(n,this.walkTokens(a.tokens,e));break}case"list":{let o=r;ae(n,this.walkTokens(o.items,e));break}default:{let o=r;this.defaults.extensions?.childTokens?.[o.type]?this.defaults.extensions.childTokens[o.type].forEach(s=>{let a=o[s].flat(1/0);ae(n,this.walkTokens(a,e))}):o.tokens&&ae(n,this.walkTokens(o.tokens,e))}}return n}use(...t){let e=this.defaults.extensions||{renderers:Object.create(null),childTokens:Object.create(null)};return t.forEach(n=>{let r={...n};if(r.async=this.defaults.async||r.async||!1,n.extensions&&(n.extensions.forEach(o=>{if(!o.name)throw new Error("extension name required");if("renderer"in o){let s=e.renderers[o.name];s?e.renderers[o.name]=function(...a){let i=o.renderer.apply(this,a);return i===!1&&(i=s.apply(this,a)),i}:e.renderers[o.name]=o.renderer}if("tokenizer"in o){if(!o.level||o.level!=="block"&&o.level!=="inline")throw new Error("extension level must be 'block' or 'inline'");let s=e[o.level];s?s.unshift(o.tokenizer):e[o.level]=[o.tokenizer],o.start&&(o.level==="block"?e.startBlock?e.startBlock.push(o.start):e.startBlock=[o.start]:o.level==="inline"&&(e.startInline?e.startInline.push(o.start):e.startInline=[o.start]))}"childTokens"in o&&o.childTokens&&(e.childTokens[o.name]=o.childTokens)}),r.extensions=e),n.renderer){let o=this.defaults.renderer||new lt(this.defaults);for(let s in n.renderer){if(!(s in o))throw new Error(`renderer '${s}' does not exist`);if(["options","parser"].includes(s))continue;let a=s,i=n.renderer[a],l=o[a];o[a]=(...h)=>{let c=i.apply(o,h);return c===!1&&(c=l.apply(o,h)),c===!1?"":c??""}}r.renderer=o}if(n.tokenizer){let o=this.defaults.tokenizer||new pe(this.defaults);for(let s in n.tokenizer){if(!(s in o))throw new Error(`tokenizer '${s}' does not exist`);if(["options","rules","lexer"].includes(s))continue;let a=s,i=n.tokenizer[a],l=o[a];o[a]=(...h)=>{let c=i.apply(o,h);return c===!1&&(c=l.apply(o,h)),c}}r.tokenizer=o}if(n.hooks){let o=this.defaults.hooks||new Ee;for(let s in n.hooks){if(!(s in o))throw new Error(`hook '${s}' does not exist`);if(["options","block"].includes(s))continue;let a=s,i=n.hooks[a],l=o[a];Ee.passThroughHooks.has(s)?o[a]=h=>{if(o.options.async&&Ee.passThroughHooksRespectAsync.has(s))return(async()=>{let f=await i.call(o,h);return l.call(o,f)})();let c=i.call(o,h);return l.call(o,c)}:o[a]=(...h)=>{if(o.options.async)return(async()=>{let f=await i.apply(o,h);return f===!1&&(f=await l.apply(o,h)),f})();let c=i.apply(o,h);return c===!1&&(c=l.apply(o,h)),c}}r.hooks=o}if(n.walkTokens){let o=this.defaults.walkTokens,s=n.walkTokens;r.walkTokens=function(a){let i=[];return ae(i,s.call(this,a)),o&&ae(i,o.call(this,a)),i}}this.defaults={...this.defaults,...r}}),this}setOptions(t){return this.defaults={...this.defaults,...t},this}lexer(t,e){return K.lex(t,e??this.defaults)}parser(t,e){return G.parse(t,e??this.defaults)}parseMarkdown(t){return(e,n)=>{let r={...n},o={...this.defaults,...r},s=this.onError(!!o.silent,!!o.async);if(this.defaults.async===!0&&r.async===!1)return s(new Error("marked(): The async option was set to true by an extension. Remove async: false from the parse options object to return a Promise."));if(typeof e>"u"||e===null)return s(new Error("marked(): input parameter is undefined or null"));if(typeof e!="string")return s(new Error("marked(): input parameter is of type "+Object.prototype.toString.call(e)+", string expected"));if(o.hooks&&(o.hooks.options=o,o.hooks.block=t),o.async)return(async()=>{let a=o.hooks?await o.hooks.preprocess(e):e,i=await(o.hooks?await o.hooks.provideLexer(t):t?K.lex:K.lexInline)(a,o),l=o.hooks?await o.hooks.processAllTokens(i):i;o.walkTokens&&await Promise.all(this.walkTokens(l,o.walkTokens));let h=await(o.hooks?await o.hooks.provideParser(t):t?G.parse:G.parseInline)(l,o);return o.hooks?await o.hooks.postprocess(h):h})().catch(s);try{o.hooks&&(e=o.hooks.preprocess(e));let a=(o.hooks?o.hooks.provideLexer(t):t?K.lex:K.lexInline)(e,o);o.hooks&&(a=o.hooks.processAllTokens(a)),o.walkTokens&&this.walkTokens(a,o.walkTokens);let i=(o.hooks?o.hooks.provideParser(t):t?G.parse:G.parseInline)(a,o);return o.hooks&&(i=o.hooks.postprocess(i)),i}catch(a){return s(a)}}}onError(t,e){return n=>{if(n.message+=`
Please report this to https://github.com/markedjs/marked.`,t){let r="<p>An error occurred:</p><pre>"+V(n.message+"",!0)+"</pre>";return e?Promise.resolve(r):r}if(e)return Promise.reject(n);throw n}}},fe=new tn;function I(t,e){return fe.parse(t,e)}I.options=I.setOptions=function(t){return fe.setOptions(t),I.defaults=fe.defaults,qr(I.defaults),I};I.getDefaults=Vt;I.defaults=he;function qa(...t){return fe.use(...t),I.defaults=fe.defaults,qr(I.defaults),I}I.use=qa;I.walkTokens=function(t,e){return fe.walkTokens(t,e)};I.parseInline=fe.parseInline;I.Parser=G;I.parser=G.parse;I.Renderer=lt;I.TextRenderer=en;I.Lexer=K;I.lexer=K.lex;I.Tokenizer=pe;I.Hooks=Ee;I.parse=I;var Ic=I.options,Mc=I.setOptions,$c=I.walkTokens,Nc=I.parseInline;var Lc=G.parse,zc=K.lex;var Ba=1e4,Ua={name:"citation",level:"inline",start:t=>/\[\d/.exec(t)?.index,tokenizer(t){let e=/^\[(\d{1,3})\](?!\()/.exec(t);return e?{type:"citation",raw:e[0],number:Number(e[1])}:void 0}},Va=new tn({gfm:!0,extensions:[Ua]});function ct(){let t=new Map;return e=>{let n=new K(Va.defaults);try{let r=n.blockTokens(e.replace(/\r\n?/g,`
`),n.tokens);for(let{src:o,tokens:s}of n.inlineQueue){let a=t.get(o);a||(a=o.length>Ba?[eo(o)]:n.inlineTokens(o),t.set(o,a)),s.push(...a)}return r}catch(r){if(r instanceof RangeError)return[{type:"paragraph",raw:e,text:e,tokens:[eo(e)]}];throw r}}}function eo(t){return{type:"text",raw:t,text:t,escaped:!1}}var Ka={amp:"&",lt:"<",gt:">",quot:'"',apos:"'",nbsp:" "};function Ne(t){return t.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi,(e,n,r,o)=>{if(o)return Ka[o]??e;let s=n?Number(n):parseInt(r??"",16);return s>0&&s<=1114111?String.fromCodePoint(s):e})}function to(t){return Array.from(new Set(Array.from(t.matchAll(/\[(\d{1,3})\]/g),([,e])=>Number(e))))}function nn({exchange:t,onRetry:e,onAsk:n,onFollow:r}){let{host:{translate:o},parts:{Markdown:s,Notice:a,Retry:i,Sources:l}}=P(),{question:h,answer:c,state:f,failure:p}=t,u=c.response,m=new Set(c.outcome?c.cited:to(c.response)),g=f==="asking",k=g&&u==="";return d("article",{className:"askdocs-exchange","data-state":f,"data-outcome":c.outcome,children:[d("h3",{dir:"auto",children:h}),u!==""&&d("div",{className:"askdocs-answer",dir:"auto",children:d(s,{text:u,sources:c.sources,unverified:c.unverified,unsupported:c.unsupported,onFollow:r})}),g&&d("p",{className:"askdocs-waiting","aria-hidden":"true",children:k&&(c.sources.length>0?o("found",{count:c.sources.length}):o("searching"))}),!g&&d(a,{exchange:t}),d(l,{title:o(k?"passages":"sources"),sources:k?c.sources:c.sources.filter(({number:b})=>m.has(b)),isNumbered:!0,onFollow:r}),d(l,{title:o("nearest"),sources:c.nearest,isNumbered:!1,onFollow:r}),!g&&d("div",{className:"askdocs-actions",children:[e&&d(i,{onRetry:e,retryAt:p?.retryAt??0}),c.response!==""&&d(Te,{text:Ft(c),message:"copyAnswer"}),d(Te,{text:Ir(h),message:"copyLink",icon:"link"}),d(Wa,{exchange:t})]}),!g&&e&&d(Za,{questions:c.suggestions,onAsk:n}),!g&&e&&d(Qa,{})]})}function Wa({exchange:t}){let{offers:e,parts:{Vote:n}}=P(),{votes:r}=Z(e);return r&&t.answer.id!==""&&t.answer.outcome!==""&&d(n,{exchange:t})}function Za({questions:t,onAsk:e}){let{translate:n}=P().host;return t.length===0?null:d("div",{className:"askdocs-suggestions",children:[d("h4",{children:n("suggestions")}),d("ul",{children:t.map((r,o)=>d("li",{children:d("button",{type:"button",dir:"auto",onClick:()=>e(r),children:r})},o))})]})}function Qa(){let{conversation:t,host:e,options:n}=P(),{handOver:r}=n;return r&&d("p",{className:"askdocs-small",children:d("a",{href:Er(r.url,t.exchanges.get()),target:"_blank",rel:"noopener",children:r.text??e.translate("handOver")})})}function rn({hasExchanges:t,isListing:e,onList:n,onClear:r,onClose:o}){let{host:{translate:s},parts:{Icon:a}}=P();return d("header",{className:"askdocs-header",children:[d("h2",{id:"askdocs-title",children:s(e?"conversations":"label")}),t&&!e&&d("button",{type:"button",className:"askdocs-icon-button",onClick:r,title:s("new"),children:[d(a,{name:"new"}),d("span",{children:s("new")})]}),n&&d("button",{type:"button",className:"askdocs-icon-button",onClick:n,"aria-label":s(e?"back":"conversations"),title:s(e?"back":"conversations"),children:d(a,{name:e?"back":"list"})}),d("button",{type:"button",className:"askdocs-icon-button",onClick:o,"aria-label":s("close"),children:d(a,{name:"close"})})]})}var Ga={back:"M10 5l-7 7 7 7M4 12h17",close:"M5 5l14 14M19 5L5 19",copy:"M9 9h11v11H9zM5 15H4V4h11v1",copied:"M4 12l5 6L20 6",delete:"M4 6h16M9 6V3h6v3M6 6l1 15h10l1-15",down:"M17 4v10h4V4zM17 14l-5 7c-2 0-2-1-2-3v-3H5c-2 0-2-1-2-3l2-6c0-1 1-2 2-2h10",link:"M10 14a4 4 0 0 0 6 0l4-4a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-4 4a4 4 0 0 0 6 6l1-1",list:"M8 6h13M8 12h13M8 18h13M3.5 6v0M3.5 12v0M3.5 18v0",new:"M12 5v14M5 12h14",retry:"M20 12a8 8 0 1 1-2.5-5.8M20 3v5h-5",send:"M12 20V5M5 11l7-7 7 7",stop:"M7 7h10v10H7z",up:"M7 20V10H3v10zM7 10l5-7c2 0 2 1 2 3v3h5c2 0 2 1 2 3l-2 6c0 1-1 2-2 2H7"};function on({name:t}){return d("svg",{"aria-hidden":"true",viewBox:"0 0 24 24",width:"18",height:"18",children:d("path",{fill:"none",stroke:"currentColor",strokeWidth:"2",strokeLinecap:"round",strokeLinejoin:"round",d:Ga[t]})})}var dt=30;function no(t,e){let n=e.map(Le);return sn(t,r=>{let o=an(r),s=n.flatMap(a=>Xa(o,a));return s.length>0?Ya(r,s):r})}function ro(t,e){let n=[];if(e.length>0)for(let r of ct()(t))sn(r,o=>(n.push(an(o)),o));return e.filter(r=>{let o=Le(r);return o===""||!n.some(s=>s.includes(o))})}function sn(t,e,n=0){let r=o=>o.map(s=>sn(s,e,n+1));if(n>dt)return t;switch(t.type){case"paragraph":case"text":return t.tokens?{...t,tokens:e([t.tokens])[0]}:t;case"blockquote":return{...t,tokens:r(t.tokens)};case"list":return{...t,items:t.items.map(o=>({...o,tokens:r(o.tokens)}))};case"table":return{...t,rows:t.rows.map(o=>{let s=e(o.map(a=>a.tokens));return o.map((a,i)=>({...a,tokens:s[i]}))})};default:return t}}function Xa(t,e){let n=[],r=e===""?-1:t.indexOf(e);for(;r!==-1;)n.push([r,r+e.length]),r=t.indexOf(e,r+e.length);return n}function an(t){return t.map(e=>e.map(ut).join("")).join("")}function Ya(t,e){let n=0;return t.map(r=>{let o=oo(r,e,n);return n+=an([r]).length,o})}function oo(t,e,n,r=0){let o=n,s=t.flatMap(ti).map(i=>{let[l,h]=[o,o+i.plain.length];o=h;let c=l<h&&e.some(u=>l<u[1]&&h>u[0]),f=so(i.token);if(!c||!f||r>dt||e.some(u=>l>=u[0]&&h<=u[1]))return{...i,isMarked:c};let p={...i.token,tokens:oo(f,e,l,r+1)};return{...i,token:p,isMarked:!1}});Ja(s);let a=[];for(let{token:i,isMarked:l}of s){let h=a.at(-1);l?h?.type==="mark"?h.tokens.push(i):a.push({type:"mark",raw:"",tokens:[i]}):a.push(i)}return a}function Ja(t){for(let e=0;e<t.length;e+=1)if(t[e]?.plain===""&&t[e-1]?.isMarked){let n=e;for(;t[n]?.plain==="";)n+=1;let r=n;for(;!t[n]?.isMarked&&r>e&&ei(t[r-1]);)r-=1;for(let o of t.slice(e,r))o.isMarked=!0;e=n-1}}function ei(t){return t?.token.type==="text"&&t.token.text.trim()===""}function ti(t){return t.type!=="text"||t.tokens?[{token:t,plain:ut(t)}]:(t.text.match(/\s+|[^\s。！？]+[。！？]*|[。！？]+/g)??[]).map(e=>{let n={...t,text:e,raw:e};return{token:n,plain:ut(n)}})}function ut(t){let e=so(t);if(e)return e.map(ut).join("");switch(t.type){case"citation":case"image":case"br":case"checkbox":return"";case"html":return/^<br\b/i.test(t.raw)?"":Le(t.raw);case"codespan":return Le(t.text);default:return Le(Ne("text"in t?t.text:""))}}function so(t){return t.type!=="image"&&"tokens"in t?t.tokens:void 0}function Le(t){return t.replace(/[^\p{L}\p{N}]+/gu,"").toLowerCase()}function ln({text:t,sources:e,unverified:n=[],unsupported:r=[],onFollow:o}){let[s]=M(ct),{host:a,parts:i}=P(),l={sources:e,unverified:n,unsupported:r,onFollow:o,host:a,parts:i};return s(t).map((h,c)=>d(io,{raw:h.raw,token:h,...l},c))}var io=Gn(({token:t,...e})=>lo(e.unsupported.length>0?no(t,e.unsupported):t,e,0),(t,e)=>t.raw===e.raw&&t.token.type===e.token.type&&t.sources===e.sources&&t.unsupported.length===e.unsupported.length&&t.unverified.length===e.unverified.length&&t.onFollow===e.onFollow);io.displayName="Block";function ao(t,e,n){return t?.map((r,o)=>d(D,{children:lo(r,e,n)},o))}function lo(t,e,n){if(n>dt)return t.raw;let r=o=>ao(o,e,n+1);switch(t.type){case"citation":return d(ai,{...e,number:t.number,raw:t.raw});case"paragraph":return d("p",{children:r(t.tokens)});case"mark":return d("mark",{className:"askdocs-unsupported",title:e.host.translate("unsupportedMark"),children:ao(t.tokens,e,n)});case"text":return t.tokens?r(t.tokens):Ne(t.text);case"escape":return t.text;case"strong":return d("strong",{children:r(t.tokens)});case"em":return d("em",{children:r(t.tokens)});case"del":return d("del",{children:r(t.tokens)});case"codespan":return si(t.text,e);case"br":return d("br",{});case"link":return d(e.parts.SourceLink,{address:t.href,onFollow:e.onFollow,children:r(t.tokens)});case"image":return t.text&&`[${Ne(t.text)}]`;case"heading":return d("h4",{"data-depth":t.depth,children:r(t.tokens)});case"code":return d(e.parts.CodeBlock,{code:t.text,language:t.lang?.match(/^[\w+#-]+/)?.[0].toLowerCase()??"text"});case"blockquote":return d("blockquote",{dir:"auto",children:r(t.tokens)});case"hr":return d("hr",{});case"list":return ni(t,r);case"checkbox":return t.checked?"☑ ":"☐ ";case"table":return ri(t,r,e.host.translate("table"));case"html":return oi(t.raw);case"space":case"def":return null;default:return t.raw}}function ni({ordered:t,start:e,items:n},r){let o=n.map((s,a)=>d("li",{children:r(s.tokens)},a));return t?d("ol",{start:Number(e),children:o}):d("ul",{children:o})}function ri({header:t,rows:e},n,r){return d("div",{className:"askdocs-table thin-scrollbar",tabIndex:0,role:"group","aria-label":r,children:d("table",{children:[d("thead",{children:d("tr",{children:t.map((o,s)=>d("th",{children:n(o.tokens)},s))})}),d("tbody",{children:e.map((o,s)=>d("tr",{children:o.map((a,i)=>d("td",{children:n(a.tokens)},i))},s))})]})})}function oi(t){return/^<br\s*\/?>\s*$/i.test(t)?d("br",{}):t.startsWith("<!--")?null:t}function si(t,{unverified:e,host:n}){return e.some(o=>t===o||t.split(/[\s=(),;]+/).includes(o))?d("code",{dir:"ltr",className:"askdocs-unverified",title:n.translate("unverified").replace(/\s*[:：]\s*$/,"."),children:t}):d("code",{dir:"ltr",children:t})}function ai({number:t,raw:e,sources:n,onFollow:r,host:o,parts:s}){let a=n.find(i=>i.number===t);return a?d(s.SourceLink,{className:"askdocs-citation",address:a.url,onFollow:r,title:a.section||a.title,"aria-label":o.translate("citation",{number:t,title:a.title}),children:t}):e}function cn({exchange:t}){let e=vr(),n=nt(t),{response:r,unverified:o,unsupported:s}=t.answer,a=Q(()=>ro(r,s),[r,s]);return d(D,{children:[n&&d("p",{className:"askdocs-notice",children:e(n)}),o.length>0&&d("p",{className:"askdocs-notice",children:[e("unverified")," ",o.map((i,l)=>d("span",{children:[l>0&&", ",d("code",{children:i})]},l))]}),s.length>a.length&&d("p",{className:"askdocs-notice",children:e("unsupported")}),a.length>0&&d("div",{className:"askdocs-notice",children:[e("unsupportedText"),d("ul",{children:a.map((i,l)=>d("li",{dir:"auto",children:i},l))})]})]})}function un({onRetry:t,retryAt:e}){let{host:{translate:n},parts:{Icon:r}}=P(),o=br(e),s=o>0;return d("button",{type:"button",className:"askdocs-icon-button","aria-disabled":s,onClick:()=>{s||t()},children:[d(r,{name:"retry"}),s?n("retryIn",{seconds:o}):n("retry")]})}function dn({address:t,children:e,onFollow:n,...r}){let{host:o}=P(),s=o.resolveLink(t);if(!s)return d("span",{className:r.className,children:e});let{href:a,kind:i}=s;if(i==="external")return d("a",{...r,href:a,target:"_blank",rel:"noopener noreferrer",onClick:()=>ee({type:"followed",url:a}),children:e});function l(h){ee({type:"followed",url:a});let c=h.metaKey||h.ctrlKey||h.shiftKey||h.altKey;i==="page"&&!c&&(h.preventDefault(),o.navigate(a).then(n))}return d("a",{...r,href:a,onClick:l,children:e})}function pn({title:t,sources:e,isNumbered:n,onFollow:r}){let{host:o,parts:{SourceLink:s}}=P();return e.length===0?null:d("div",{className:"askdocs-sources",children:[d("h4",{children:t}),d(n?"ol":"ul",{children:e.map(i=>{let l=o.versionLabel(i.version);return d("li",{value:n?i.number:void 0,children:d(s,{address:i.url,onFollow:r,children:[n&&d("span",{className:"askdocs-number",children:i.number}),d("span",{dir:"auto",children:[d("strong",{children:i.title}),l&&d("span",{className:"askdocs-version",children:l}),d("small",{children:i.section.replaceAll(" > "," › ")})]})]})},i.number)})})]})}var fn=["incorrect","off_topic","slow_or_broken","style","unsafe","other"],hn=1e3,ii=15e3;async function co(t,e){let{answerId:n,value:r,reasons:o=[],note:s=""}=t,a={answer_id:n,value:r,reasons:o,note:F(J(s.trim()),hn)},i=new AbortController,l=setTimeout(()=>i.abort(),ii);try{let h=await et("/feedback",a,e,i.signal);if(!h.ok)throw Ae(h.status)}finally{clearTimeout(l)}}var li={incorrect:"reasonIncorrect",off_topic:"reasonOffTopic",slow_or_broken:"reasonSlowOrBroken",style:"reasonStyle",unsafe:"reasonUnsafe",other:"reasonOther"};function mn({exchange:t}){let{host:{translate:e},options:n,conversation:r,parts:{Icon:o}}=P(),{vote:s,answer:a,id:i}=t,[l,h]=M(!1),[c,f]=M(null);async function p(m,g=[],k=""){f(null);try{await co({answerId:a.id,value:m,reasons:g,note:k},n)}catch{return f("voteFailed"),!1}return r.noteVote(i,m),ee({type:"voted",id:a.id,value:m}),f(m===0?null:"voteSent"),!0}function u(m){let g=s===m?0:m;h(g===-1),p(g)}return d(D,{children:[[1,-1].map(m=>{let g=e(m===1?"up":"down");return d("button",{type:"button",className:"askdocs-icon-button","aria-label":g,title:g,"aria-pressed":s===m,onClick:()=>u(m),children:d(o,{name:m===1?"up":"down"})},m)}),l&&d(ci,{onSend:async(m,g)=>{await p(-1,m,g)&&h(!1)}}),c&&d("p",{className:"askdocs-vote-status",role:c==="voteFailed"?"alert":"status",children:e(c)})]})}function ci({onSend:t}){let{translate:e}=P().host,n=ve(),[r,o]=M(new Set),[s,a]=M(""),[i,l]=M(!1),h=Y(null);j(()=>h.current?.scrollIntoView({block:"nearest"}),[]);function c(f){f.preventDefault(),i||(l(!0),t(fn.filter(p=>r.has(p)),s).finally(()=>l(!1)))}return d("form",{ref:h,className:"askdocs-reasons",onSubmit:c,children:[d("fieldset",{children:[d("legend",{children:e("reasons")}),fn.map(f=>d("label",{children:[d("input",{type:"checkbox",checked:r.has(f),onChange:p=>{let u=new Set(r);p.target.checked?u.add(f):u.delete(f),o(u)}}),e(li[f])]},f))]}),d("label",{htmlFor:n,children:e("note")}),d("textarea",{id:n,rows:2,dir:"auto",maxLength:hn,value:s,onChange:f=>a(f.target.value)}),d("button",{type:"submit",className:"askdocs-text-button","aria-disabled":i,children:e("sendVote")})]})}function gn({onAsk:t}){let e=P(),{translate:n}=e.host,{privacyUrl:r}=e.options,o=ui(e.options),{keptDays:s,extracts:a}=Z(e.offers);return d("div",{className:"askdocs-welcome",children:[d("p",{children:n("welcome")}),a&&d("p",{className:"askdocs-small",children:n("extracts")}),(s>0||r!=="")&&d("p",{className:"askdocs-small",children:[s>0&&n("kept",{days:s})," ",r!==""&&d("a",{href:r,target:"_blank",rel:"noopener",children:n("privacy")})]}),o.length>0&&d("ul",{children:o.map(i=>d("li",{children:d("button",{type:"button",dir:"auto",onClick:()=>t(i),children:i})},i))})]})}function ui({exampleQuestions:t,pathQuestions:e}){let r=Object.keys(e).filter(o=>location.pathname.startsWith(o)).sort((o,s)=>s.length-o.length)[0];return e[r??""]??t}var uo={CodeBlock:Ht,Composer:jt,Exchange:nn,Header:rn,Icon:on,Markdown:ln,Notice:cn,Retry:un,SourceLink:dn,Sources:pn,Vote:mn,Welcome:gn};var di="(max-width: 768px)",pi="(min-width: 1280px)";function kn({askdocs:t,parts:e}){let{conversation:n,host:r,launcher:o,options:s}=t,a=Q(()=>({...t,parts:{...uo,...e}}),[t,e]),{Composer:i,Exchange:l,Header:h,Welcome:c}=a.parts,f=_r(n),p=Dt(di),u=Dt(pi),[m,g]=M(!1),k=Y(null),b=Y(null),w=Y(null),x=Z(o.timesOpened),A=f.at(-1),_=fi(n,A,r.translate);j(()=>{if(x===0)return;r.forgetShownHeading();let C=b.current;C?.focus(),C?.setSelectionRange(C.value.length,C.value.length)},[r,x]),j(()=>(u&&r.setPageBeside(!0),()=>r.setPageBeside(!1)),[r,u]),j(()=>(document.documentElement.toggleAttribute("data-askdocs-open",!0),()=>{document.documentElement.toggleAttribute("data-askdocs-open",!1)}),[]);let y=A?.id;j(()=>{w.current?.querySelector(".askdocs-exchange:last-of-type")?.scrollIntoView({block:"start"})},[y,m]);function v(C){g(!1),ee({type:"asked",question:C}),n.ask(C),b.current?.focus()}let T=()=>o.close(r.getShownHeading());function E(C){C.key==="Escape"&&!rt(C.nativeEvent)?(C.stopPropagation(),T()):k.current&&Cr(C.nativeEvent,k.current)}return d(wr,{value:a,children:d("div",{ref:k,className:`askdocs-panel askdocs-panel--${s.position==="bottom-start"?"start":"end"}`,role:"dialog","aria-modal":p,"aria-labelledby":"askdocs-title",onKeyDown:E,children:[d(h,{hasExchanges:f.length>0,isListing:m,onList:s.history==="tab"?void 0:()=>g(!m),onClear:()=>{n.clear(),b.current?.focus()},onClose:T}),d("div",{ref:w,className:"askdocs-exchanges",children:m?d(Ar,{onResume:C=>{n.resume(C),g(!1),b.current?.focus()}}):d(D,{children:[f.length===0&&d(c,{onAsk:v}),f.map(C=>d(l,{exchange:C,onRetry:C===A?n.retry:void 0,onAsk:v,onFollow:p?T:void 0},C.id))]})}),d("p",{className:"askdocs-hidden",role:"status",children:_}),d(i,{fieldRef:b,isAsking:A?.state==="asking",onAsk:v,onStop:n.stop,onFollow:p?T:void 0})]})})}function fi({exchanges:t},e,n){let[r,o]=M(()=>po(t.get()));return j(()=>t.subscribe(()=>o(s=>po(t.get())??s)),[t]),e&&e.state!=="asking"&&e.id===r?n(nt(e)??"ready"):""}function po(t){let e=t.at(-1);return e?.state==="asking"?e.id:null}var hi=String.raw,fo=hi`
  .askdocs-answer > * {
    margin-block-end: 0.8rem;
  }

  .askdocs-answer h4 {
    font-size: 1rem;
  }

  .askdocs-answer h4[data-depth='1'],
  .askdocs-answer h4[data-depth='2'] {
    font-size: 1.15rem;
  }

  /* Underlined: colour alone must not tell a link from the text. */
  .askdocs-answer a:not(.askdocs-citation) {
    text-decoration: underline;
  }

  /* A flag such as --verbose goes to the next line as a whole. */
  .askdocs-exchange :not(pre) > code {
    display: inline-block;
    line-height: 1.3;
    max-inline-size: 100%;
  }

  .askdocs-citation,
  .askdocs-number {
    background: var(--askdocs-shade-200);
    border-radius: 0.5rem;
    color: var(--askdocs-text);
    display: inline-block;
    font-size: 0.75rem;
    font-weight: var(--askdocs-bold);
    line-height: 1.5rem;
    min-inline-size: 1.5rem;
    padding-inline: 0.3rem;
    text-align: center;
  }

  .askdocs-citation {
    margin-inline: 0.1rem;
  }

  a.askdocs-citation:hover {
    background: var(--askdocs-shade-300);
    color: var(--askdocs-text);
  }

  .askdocs-code {
    position: relative;
  }

  .askdocs-code pre {
    box-shadow: var(--askdocs-shadow-low);
    font-size: 0.85rem;
    margin: 0;
    padding-inline-end: 3rem;
  }

  .askdocs-code .askdocs-icon-button {
    background: var(--askdocs-surface);
    border-color: var(--askdocs-shade-300);
    inset-block-start: 0.4rem;
    inset-inline-end: 0.4rem;
    position: absolute;
  }

  .askdocs-table {
    overflow-x: auto;
  }

  .askdocs-table table {
    font-size: 0.9rem;
    margin: 0;
    overflow-wrap: normal;
  }

  .askdocs-waiting {
    color: var(--askdocs-shade-700);
    margin: 0;
  }

  .askdocs-waiting::after {
    animation: askdocs-blink 1s steps(2, jump-none) infinite;
    background: currentcolor;
    block-size: 1rem;
    content: '';
    display: inline-block;
    inline-size: 0.5rem;
    margin-inline-start: 0.3rem;
    vertical-align: text-bottom;
  }

  @keyframes askdocs-blink {
    to {
      opacity: 0;
    }
  }

  .askdocs-notice {
    border-inline-start: 4px solid var(--askdocs-warning);
    margin-block-end: 0.8rem;
    padding: 0.1rem 0 0.1rem 0.75rem;
  }

  .askdocs-unsupported {
    background: none;
    color: inherit;
    text-decoration: underline dotted 2px var(--askdocs-warning);
    text-underline-offset: 0.2em;
  }

  .askdocs-unverified {
    text-decoration: underline wavy var(--askdocs-warning);
  }

  @media (prefers-reduced-motion: reduce) {
    .askdocs-waiting::after {
      animation: none;
    }
  }
`;var mi=String.raw,ho=mi`
  .askdocs-composer {
    border-block-start: 1px solid var(--askdocs-shade-300);
    padding: 0.75rem 1rem;
  }

  .askdocs-field {
    align-items: flex-end;
    border: 1px solid var(--askdocs-shade-500);
    border-radius: 1.4rem;
    display: flex;
    padding: 0.25rem;
  }

  .askdocs-field:focus-within {
    border-color: var(--askdocs-primary);
    box-shadow: 0 0 0 1px var(--askdocs-primary);
  }

  .askdocs-field textarea {
    background: none;
    border: 0;
    color: inherit;
    field-sizing: content;
    flex: 1;
    font: inherit;
    line-height: 1.5;
    max-block-size: 9rem;
    min-inline-size: 0;
    padding: 0.25rem 0.75rem;
    resize: none;
  }

  .askdocs-field textarea:focus-visible {
    outline: none;
  }

  .askdocs-field textarea::placeholder {
    color: var(--askdocs-shade-700);
    opacity: 1;
  }

  .askdocs-send {
    background: var(--askdocs-text);
    block-size: 2.25rem;
    border: 0;
    border-radius: 50%;
    color: var(--askdocs-surface);
    cursor: pointer;
    display: grid;
    flex: none;
    inline-size: 2.25rem;
    place-content: center;
  }

  .askdocs-send[aria-disabled='true'] {
    background: var(--askdocs-shade-200);
    color: var(--askdocs-shade-700);
    cursor: default;
  }

  .askdocs-hint {
    color: var(--askdocs-shade-700);
    font-size: 0.8rem;
    margin: 0.4rem 0 0;
    text-align: center;
  }

  .askdocs-hint:empty {
    display: none;
  }

  .askdocs-found {
    margin-block-end: 0.75rem;
  }

  .askdocs-found > div {
    max-block-size: 35vh;
    overflow-y: auto;
  }

  .askdocs-found .askdocs-text-button {
    inline-size: 100%;
  }
`;var gi=String.raw,mo=gi`
  .askdocs-conversations {
    display: grid;
    gap: 0.75rem;
    grid-template-columns: minmax(0, 1fr); /* a long question is cut off, and its button stays in sight */
    justify-items: start;
  }

  .askdocs-conversations section {
    inline-size: 100%;
  }

  .askdocs-conversations h3 {
    color: var(--askdocs-shade-800);
    font-size: 0.85rem;
    margin: 0 0 0.25rem;
  }

  .askdocs-conversations ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }

  .askdocs-conversations li {
    align-items: center;
    display: flex;
    gap: 0.25rem;
  }

  .askdocs-conversation {
    background: none;
    border: 0;
    border-radius: var(--askdocs-radius);
    color: var(--askdocs-text);
    cursor: pointer;
    flex: 1;
    font: inherit;
    min-inline-size: 0;
    overflow: hidden;
    padding: 0.4rem 0.5rem;
    text-align: start;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .askdocs-conversation:hover {
    background: var(--askdocs-shade-100);
  }
`;var ki=String.raw,go=ki`
  .askdocs-exchanges {
    flex: 1;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 1rem;
  }

  :is(.askdocs-welcome, .askdocs-suggestions) ul {
    display: grid;
    gap: 0.5rem;
    list-style: none;
    margin: 0;
    padding: 0;
  }

  :is(.askdocs-welcome, .askdocs-suggestions) button {
    background: var(--askdocs-surface);
    border: 1px solid var(--askdocs-shade-300);
    border-radius: var(--askdocs-radius);
    color: var(--askdocs-text);
    cursor: pointer;
    font: inherit;
    inline-size: 100%;
    padding: 0.6rem 0.8rem;
    text-align: start;
  }

  :is(.askdocs-welcome, .askdocs-suggestions) button:hover {
    border-color: var(--askdocs-primary);
  }

  .askdocs-exchange {
    overflow-wrap: anywhere;
  }

  /* Room below the last question, so that it can stand at the top while its answer grows. */
  .askdocs-exchange:last-of-type {
    min-block-size: 100%;
  }

  .askdocs-exchange > h3 {
    background: var(--askdocs-shade-200);
    border-radius: var(--askdocs-radius);
    font-size: 1rem;
    font-weight: var(--askdocs-semibold);
    margin-block: 0 1rem;
    padding: 0.6rem 0.8rem;
    white-space: pre-wrap;
  }

  .askdocs-exchange + .askdocs-exchange > h3 {
    margin-block-start: 1rem;
  }

  .askdocs-actions {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    margin-block-end: 0.8rem;
  }

  .askdocs-suggestions h4 {
    font-size: 0.9rem;
    margin-block-end: 0.5rem;
  }
`;var _i=String.raw,ko=_i`
  .askdocs-panel {
    background: var(--askdocs-surface);
    border: 0 solid var(--askdocs-shade-300);
    box-shadow: var(--askdocs-shadow-high);
    color: var(--askdocs-text);
    display: flex;
    flex-direction: column;
    inline-size: min(28rem, 100%);
    inset-block: 0;
    position: fixed;
    z-index: var(--askdocs-layer);
  }

  .askdocs-panel--end {
    border-inline-start-width: 1px;
    inset-inline-end: 0;
  }

  .askdocs-panel--start {
    border-inline-end-width: 1px;
    inset-inline-start: 0;
  }

  .askdocs-panel :focus-visible {
    outline: 2px solid var(--askdocs-primary);
    outline-offset: 2px;
  }

  .askdocs-header {
    align-items: center;
    border-block-end: 1px solid var(--askdocs-shade-300);
    display: flex;
    gap: 0.25rem;
    min-block-size: var(--askdocs-header-height);
    padding: 0.25rem 0.75rem 0.25rem 1rem;
  }

  .askdocs-header h2 {
    flex: 1;
    font-size: 1.1rem;
    margin: 0;
  }

  .askdocs-icon-button {
    align-items: center;
    background: none;
    border: 1px solid transparent;
    border-radius: var(--askdocs-radius);
    color: var(--askdocs-text);
    cursor: pointer;
    display: inline-flex;
    font: inherit;
    font-size: 0.85rem;
    gap: 0.4rem;
    min-block-size: 2.25rem;
    min-inline-size: 2.25rem;
    justify-content: center;
    padding: 0.25rem 0.5rem;
  }

  .askdocs-icon-button:hover {
    background: var(--askdocs-shade-200);
  }

  .askdocs-icon-button[aria-disabled='true'] {
    cursor: default;
    font-style: italic;
  }

  .askdocs-icon-button[aria-pressed='true'] {
    background: var(--askdocs-shade-200);
    border-color: currentcolor;
  }

  .askdocs-text-button {
    background: none;
    border: 1px solid var(--askdocs-shade-500);
    border-radius: var(--askdocs-radius);
    color: var(--askdocs-text);
    cursor: pointer;
    font: inherit;
    font-size: 0.9rem;
    padding: 0.35rem 0.75rem;
    text-align: start;
  }

  .askdocs-text-button:hover {
    border-color: var(--askdocs-primary);
  }

  .askdocs-small {
    color: var(--askdocs-shade-800);
    font-size: 0.85rem;
  }

  .askdocs-hidden {
    block-size: 1px;
    clip-path: inset(50%);
    inline-size: 1px;
    overflow: hidden;
    position: absolute;
    white-space: nowrap;
  }

  /* On a phone the icon says it, so that the title keeps its row. */
  @media (max-width: 480px) {
    .askdocs-header .askdocs-icon-button > span {
      block-size: 1px;
      clip-path: inset(50%);
      inline-size: 1px;
      overflow: hidden;
      position: absolute;
    }
  }

  @media (max-width: 768px) {
    .askdocs-panel {
      border: 0;
      inline-size: 100%;
    }
  }

  @media (prefers-reduced-motion: no-preference) {
    .askdocs-panel {
      animation: askdocs-enter 0.15s ease-out;
    }
  }

  @keyframes askdocs-enter {
    from {
      opacity: 0;
    }
  }

  @media print {
    .askdocs-panel {
      display: none;
    }
  }
`;var bi=String.raw,_o=bi`
  .askdocs-sources h4 {
    font-size: 0.9rem;
    margin-block-end: 0.25rem;
  }

  .askdocs-sources :is(ol, ul) {
    list-style: none;
    margin-block-end: 0.8rem;
    padding: 0;
  }

  .askdocs-sources li > * {
    align-items: baseline;
    border-radius: var(--askdocs-radius);
    color: var(--askdocs-text);
    display: flex;
    gap: 0.6rem;
    padding: 0.35rem 0.25rem;
  }

  .askdocs-sources a:hover {
    background: var(--askdocs-shade-100);
    text-decoration: none;
  }

  .askdocs-sources a:hover strong {
    text-decoration: underline;
  }

  .askdocs-sources small {
    color: var(--askdocs-shade-800);
    display: block;
  }

  .askdocs-version {
    border: 1px solid var(--askdocs-shade-400);
    border-radius: 0.5rem;
    font-size: 0.75rem;
    margin-inline-start: 0.5rem;
    padding-inline: 0.3rem;
  }
`;var yi=String.raw,bo=yi`
  .askdocs-reasons {
    border: 1px solid var(--askdocs-shade-300);
    border-radius: var(--askdocs-radius);
    display: grid;
    flex-basis: 100%;
    gap: 0.5rem;
    justify-items: start;
    margin-block-start: 0.5rem;
    padding: 0.75rem;
  }

  .askdocs-reasons fieldset {
    border: 0;
    display: grid;
    gap: 0.25rem 1rem;
    grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
    inline-size: 100%;
    margin: 0;
    min-inline-size: 0;
    padding: 0;
  }

  .askdocs-reasons legend {
    font-weight: var(--askdocs-semibold);
    margin-block-end: 0.25rem;
    padding: 0;
  }

  .askdocs-reasons label {
    align-items: center;
    display: flex;
    font-size: 0.9rem;
    gap: 0.4rem;
    min-block-size: 1.75rem;
  }

  .askdocs-reasons textarea,
  .askdocs-conversations input[type='search'] {
    background: var(--askdocs-surface);
    border: 1px solid var(--askdocs-shade-500);
    border-radius: var(--askdocs-radius);
    box-sizing: border-box;
    color: var(--askdocs-text);
    font: inherit;
    font-size: 0.9rem;
    inline-size: 100%;
    padding: 0.4rem 0.6rem;
  }

  .askdocs-vote-status {
    font-size: 0.85rem;
    margin: 0;
  }
`;var yo=[ko,go,fo,_o,bo,mo,ho].join("");function xo(t,e="28rem"){return`
  [data-askdocs-target] {
    animation: askdocs-shown 2.5s ease-out;
    outline: 2px solid var(--askdocs-primary, Highlight);
    outline-offset: 4px;
  }

  @keyframes askdocs-shown {
    from {
      background: color-mix(in srgb, currentcolor 25%, transparent);
    }
  }

  @media (min-width: 769px) {
    [data-askdocs-beside='end'] ${t} {
      padding-inline-end: ${e};
    }

    [data-askdocs-beside='start'] ${t} {
      padding-inline-start: ${e};
    }
  }

  @media (max-width: 768px) {
    html[data-askdocs-open] {
      overflow: hidden;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    [data-askdocs-target] {
      animation: none;
    }
  }
`}var wo=`
  @media (min-width: 997px) and (max-width: 1600px) {
    [data-askdocs-beside] .col:has(> .theme-doc-toc-desktop) {
      display: none;
    }

    [data-askdocs-beside] .col:has(+ .col > .theme-doc-toc-desktop) {
      min-width: 100%; /* over a max-width that is important in a layer, where no rule of ours comes */
    }
  }
`;function vo(t){let e=new CSSStyleSheet;e.replaceSync(t),document.adoptedStyleSheets=Array.from(document.adoptedStyleSheets).concat(e)}var xi=String.raw,So=xi`
  a {
    color: var(--askdocs-primary);
  }

  .askdocs-sources a,
  .askdocs-citation {
    text-decoration: none;
  }

  p,
  ul,
  ol,
  pre,
  blockquote,
  table {
    margin: 0 0 1rem;
  }

  h2,
  h3,
  h4 {
    line-height: 1.25;
    margin: 0 0 0.75rem;
  }

  ul,
  ol {
    padding-inline-start: 1.5rem;
  }

  blockquote {
    border-inline-start: 3px solid var(--askdocs-shade-400);
    padding-inline-start: 0.75rem;
  }

  code {
    background: var(--askdocs-shade-200);
    border-radius: 0.25rem;
    font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
    font-size: 0.9em;
    padding: 0.1em 0.3em;
  }

  pre {
    background: var(--askdocs-shade-100);
    border-radius: var(--askdocs-radius);
    overflow: auto;
    padding: 0.75rem;
  }

  pre code {
    background: none;
    padding: 0;
  }

  table {
    border-collapse: collapse;
  }

  td,
  th {
    border: 1px solid var(--askdocs-shade-300);
    padding: 0.3rem 0.6rem;
    text-align: start;
  }

  hr {
    border: 0;
    border-block-start: 1px solid var(--askdocs-shade-300);
  }

  .code-comment {
    color: var(--askdocs-code-comment);
  }

  .code-word {
    color: var(--askdocs-code-keyword);
  }

  .code-string {
    color: var(--askdocs-code-string);
  }

  .code-number {
    color: var(--askdocs-code-number);
  }

  .code-flag {
    color: var(--askdocs-code-name);
  }
`;function Co(t,e){let n=Ri(e);if(!n)return null;let r=[],o=0;for(let s of t.matchAll(n)){let a=Ro.find(i=>s.groups?.[i]);r.push(t.slice(o,s.index),d("span",{className:`code-${a}`,children:s[0]},s.index)),o=s.index+s[0].length}return d("pre",{dir:"ltr",tabIndex:0,children:d("code",{children:[r,t.slice(o)]})})}var Ro=["comment","string","number","flag","word"],wi=[[String.raw`(?<=^|\s)#.*`,"bash sh shell console zsh fish powershell python py ruby rb perl r yaml yml toml ini conf nginx docker dockerfile makefile env elixir"],[String.raw`\/\/.*|\/\*[^]*?(?:\*\/|$(?![^]))`,"javascript js jsx mjs typescript ts tsx java go rust rs c cpp csharp cs php kotlin swift scala dart json jsonc json5 css scss less graphql proto"],[String.raw`--.*`,"sql lua haskell"],[String.raw`<!--[^]*?(?:-->|$(?![^]))`,"html xml svg vue markup mdx"]],vi=String.raw`"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|${"`"}(?:\\.|[^${"`"}\\])*${"`"}?`,Si=String.raw`\b\d[\d_.]*\b`,Ai=String.raw`(?<=\s)--?[A-Za-z][\w-]*|\$\w+|(?<=<\/?)[\w-]+`,Ci="and as async await break case catch class const continue def default delete do done echo elif else enum esac except export extends false fi finally fn for from func function if impl implements import in interface is lambda let match mod new nil none not null or package pass pub public private raise return select self static struct super switch then this throw true try type use var void where while with yield",Ao=new Map;function Ri(t){let e=wi.find(([,o])=>o.split(" ").includes(t));if(!e)return null;let[n]=e,r=Ao.get(n);if(!r){let o=`\\b(?:${Ci.replaceAll(" ","|")})\\b`,s={comment:n,string:vi,number:Si,flag:Ai,word:o},a=Ro.map(i=>`(?<${i}>${s[i]})`);r=new RegExp(a.join("|"),"gim"),Ao.set(n,r)}return r}function To(t){return[Ti(t),Pi,wo,Ei(t),Ii(t),Mi(t)].join(`
`)}var Ti=t=>`
  @media (min-width: 769px) and (max-width: 1900px) {
    [data-askdocs-beside] .main:has(> .toc-drawer) {
      min-inline-size: 0;
    }

    [data-askdocs-beside] .main:has(> .toc-drawer) > .content {
      flex: 1;
      inline-size: auto;
      max-inline-size: 46em;
      min-inline-size: 0;
    }
  }

  @media (min-width: 82.01em) and (max-width: 1900px) {
    [data-askdocs-beside] .main > .toc-drawer {
      display: none;
    }
  }

  @media (min-width: 769px) and (max-width: 82em) {
    [data-askdocs-beside='end'] #__toc:checked ~ .page .toc-drawer {
      right: ${t};
    }
  }
`,Pi=`
  @media (min-width: 769px) and (max-width: 1600px) {
    [data-askdocs-beside] .md-sidebar--secondary {
      display: none;
    }
  }
`,Ei=t=>`
  @media (min-width: 960px) {
    [data-askdocs-beside='end'] .VPNav {
      inline-size: calc(100% - ${t});
    }
  }

  @media (min-width: 960px) and (max-width: 1900px) {
    [data-askdocs-beside] .VPDoc .aside {
      display: none;
    }

    [data-askdocs-beside] .VPContent.has-sidebar {
      padding-inline-end: 0;
    }

    [data-askdocs-beside] .VPDoc .container .content {
      min-inline-size: 0;
    }
  }
`,Ii=t=>`
  @media (min-width: 1152px) {
    [data-askdocs-beside='end'] .page:has(> .main-frame) > header {
      inline-size: calc(100% - ${t});
    }
  }

  @media (min-width: 1152px) and (max-width: 1900px) {
    [data-askdocs-beside] .right-sidebar-container {
      display: none;
    }

    [data-askdocs-beside] .main-pane {
      inline-size: 100%;
    }
  }
`,Mi=t=>`
  @media (min-width: 769px) and (max-width: 1900px) {
    [data-askdocs-beside] .bd-content > .bd-sidebar-secondary {
      display: none;
    }

    [data-askdocs-beside] .bd-header .navbar-header-items__start {
      inline-size: auto;
    }

    [data-askdocs-beside] .bd-main .bd-content > .bd-article-container {
      max-inline-size: 60em;
    }

    [data-askdocs-beside] .document:has(> .documentwrapper) {
      max-inline-size: 100%;
    }
  }

  @media (min-width: 769px) {
    [data-askdocs-beside='end'] .wy-grid-for-nav {
      inline-size: calc(100% - ${t});
    }
  }
`;function Po(t,e){if(!/^(?:https?:\/\/|mailto:|\/(?!\/)|#)/i.test(t))return null;let n=Object.entries(e).find(([s])=>t.startsWith(s)),r=$i(n?n[1]+t.slice(n[0].length):t);if(!r||r.username||r.password)return null;if(r.origin!==location.origin)return{href:r.href,kind:"external"};let o=r.pathname===location.pathname&&r.search===location.search&&r.hash!=="";return{href:r.href,kind:o?"page":"document"}}function $i(t){try{return new URL(t,location.href)}catch{return null}}function _n({version:t,locale:e}){return{url:Ni(),version:t||Li(),locale:e||ze("docusaurus_locale")||ze("docsearch:language")}}function Ni(){let t=document.querySelector('link[rel="canonical"]')?.href??"",e=location.origin+location.pathname;try{return new URL(t).pathname===location.pathname?t:e}catch{return e}}function Li(){let t=ze("docusaurus_tag");return t&&!t.startsWith("docs-")?"":ze("docusaurus_version")||(ze("docsearch:version").split(",")[0]??"").trim()}function ze(t){return document.querySelector(`meta[name="${t}"]`)?.content??""}var bn=String.raw,zi=bn`
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
`,Oi=bn`
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
`,Hd=bn`
  :host {
    all: initial !important;
    display: block !important;
    font-family: system-ui, sans-serif !important;
    font-size: medium !important;
    --askdocs-rem: 1em !important;
  }

  .askdocs-scheme {
    ${zi}
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
    ${Oi}
  }
`;function Eo(t){return t.replace(/(\d*\.?\d+)rem\b/g,"calc($1 * var(--askdocs-rem))")}function Io(t,e){let n=new CSSStyleSheet;n.replaceSync(Eo(e)),t.adoptedStyleSheets=[...t.adoptedStyleSheets,n]}function yn({apiUrl:t}){return location.origin+new URL(t,location.href).pathname.replace(/\/$/,"")}function Mo(t){try{sessionStorage.setItem(Di(t),"1")}catch{}}function Di(t){return`askdocs:${yn(t)}:open`}var $o="calc(28 * var(--askdocs-rem))";globalThis.askdocs?.provide(t=>{Io(t.root,So+yo),vo(xo("body",$o)+To($o));let e=fr(t.options,ji(t),t.launcher);document.addEventListener($t,n=>{let{detail:r}=n;r.type==="followed"&&new URL(r.url).origin===location.origin&&Mo(t.options)}),t.launcher.timesOpened.get()===0&&Ot(location.hash),Jn(t.container).render(d(Hi,{askdocs:e}))});function Hi({askdocs:t}){return Z(t.launcher.isOpen)&&d(kn,{askdocs:t})}function ji({options:t,language:e}){return{siteKey:yn(t),language:e,translate:hr(globalThis.askdocs?.words),readPage:()=>_n(t),resolveLink:n=>Po(n,t.pagePrefixes),async navigate(n){zt(!0,t.position);let{hash:r}=new URL(n);r!==location.hash&&(location.hash=r),await Ot(r)},getShownHeading:mr,forgetShownHeading:gr,versionLabel:n=>n===(_n(t).version||"current")?"":n,renderCode:Co,setPageBeside:n=>zt(n,t.position)}}})();
