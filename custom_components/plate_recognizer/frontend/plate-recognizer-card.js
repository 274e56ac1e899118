var Tt=Object.defineProperty;var me=Object.getOwnPropertyDescriptor;var m=(r,t,e)=>()=>{if(e)throw e[0];try{return r&&(t=r(r=0)),t}catch(s){throw e=[s],s}};var ge=(r,t)=>{for(var e in t)Tt(r,e,{get:t[e],enumerable:!0})};var c=(r,t,e,s)=>{for(var i=s>1?void 0:s?me(t,e):t,n=r.length-1,o;n>=0;n--)(o=r[n])&&(i=(s?o(t,e,i):o(i))||i);return s&&i&&Tt(t,e,i),i};var st,it,ht,Ot,B,kt,b,Ht,dt,pt=m(()=>{"use strict";st=globalThis,it=st.ShadowRoot&&(st.ShadyCSS===void 0||st.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,ht=Symbol(),Ot=new WeakMap,B=class{constructor(t,e,s){if(this._$cssResult$=!0,s!==ht)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(it&&t===void 0){let s=e!==void 0&&e.length===1;s&&(t=Ot.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),s&&Ot.set(e,t))}return t}toString(){return this.cssText}},kt=r=>new B(typeof r=="string"?r:r+"",void 0,ht),b=(r,...t)=>{let e=r.length===1?r[0]:t.reduce((s,i,n)=>s+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(i)+r[n+1],r[0]);return new B(e,r,ht)},Ht=(r,t)=>{if(it)r.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let s=document.createElement("style"),i=st.litNonce;i!==void 0&&s.setAttribute("nonce",i),s.textContent=e.cssText,r.appendChild(s)}},dt=it?r=>r:r=>r instanceof CSSStyleSheet?(t=>{let e="";for(let s of t.cssRules)e+=s.cssText;return kt(e)})(r):r});var fe,ye,ve,_e,$e,be,rt,Mt,xe,we,W,F,nt,qt,S,K=m(()=>{"use strict";pt();pt();({is:fe,defineProperty:ye,getOwnPropertyDescriptor:ve,getOwnPropertyNames:_e,getOwnPropertySymbols:$e,getPrototypeOf:be}=Object),rt=globalThis,Mt=rt.trustedTypes,xe=Mt?Mt.emptyScript:"",we=rt.reactiveElementPolyfillSupport,W=(r,t)=>r,F={toAttribute(r,t){switch(t){case Boolean:r=r?xe:null;break;case Object:case Array:r=r==null?r:JSON.stringify(r)}return r},fromAttribute(r,t){let e=r;switch(t){case Boolean:e=r!==null;break;case Number:e=r===null?null:Number(r);break;case Object:case Array:try{e=JSON.parse(r)}catch{e=null}}return e}},nt=(r,t)=>!fe(r,t),qt={attribute:!0,type:String,converter:F,reflect:!1,useDefault:!1,hasChanged:nt};Symbol.metadata??=Symbol("metadata"),rt.litPropertyMetadata??=new WeakMap;S=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=qt){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let s=Symbol(),i=this.getPropertyDescriptor(t,s,e);i!==void 0&&ye(this.prototype,t,i)}}static getPropertyDescriptor(t,e,s){let{get:i,set:n}=ve(this.prototype,t)??{get(){return this[e]},set(o){this[e]=o}};return{get:i,set(o){let h=i?.call(this);n?.call(this,o),this.requestUpdate(t,h,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??qt}static _$Ei(){if(this.hasOwnProperty(W("elementProperties")))return;let t=be(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(W("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(W("properties"))){let e=this.properties,s=[..._e(e),...$e(e)];for(let i of s)this.createProperty(i,e[i])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[s,i]of e)this.elementProperties.set(s,i)}this._$Eh=new Map;for(let[e,s]of this.elementProperties){let i=this._$Eu(e,s);i!==void 0&&this._$Eh.set(i,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let s=new Set(t.flat(1/0).reverse());for(let i of s)e.unshift(dt(i))}else t!==void 0&&e.push(dt(t));return e}static _$Eu(t,e){let s=e.attribute;return s===!1?void 0:typeof s=="string"?s:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let s of e.keys())this.hasOwnProperty(s)&&(t.set(s,this[s]),delete this[s]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Ht(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,s){this._$AK(t,s)}_$ET(t,e){let s=this.constructor.elementProperties.get(t),i=this.constructor._$Eu(t,s);if(i!==void 0&&s.reflect===!0){let n=(s.converter?.toAttribute!==void 0?s.converter:F).toAttribute(e,s.type);this._$Em=t,n==null?this.removeAttribute(i):this.setAttribute(i,n),this._$Em=null}}_$AK(t,e){let s=this.constructor,i=s._$Eh.get(t);if(i!==void 0&&this._$Em!==i){let n=s.getPropertyOptions(i),o=typeof n.converter=="function"?{fromAttribute:n.converter}:n.converter?.fromAttribute!==void 0?n.converter:F;this._$Em=i;let h=o.fromAttribute(e,n.type);this[i]=h??this._$Ej?.get(i)??h,this._$Em=null}}requestUpdate(t,e,s,i=!1,n){if(t!==void 0){let o=this.constructor;if(i===!1&&(n=this[t]),s??=o.getPropertyOptions(t),!((s.hasChanged??nt)(n,e)||s.useDefault&&s.reflect&&n===this._$Ej?.get(t)&&!this.hasAttribute(o._$Eu(t,s))))return;this.C(t,e,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:s,reflect:i,wrapped:n},o){s&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,o??e??this[t]),n!==!0||o!==void 0)||(this._$AL.has(t)||(this.hasUpdated||s||(e=void 0),this._$AL.set(t,e)),i===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[i,n]of this._$Ep)this[i]=n;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[i,n]of s){let{wrapped:o}=n,h=this[i];o!==!0||this._$AL.has(i)||h===void 0||this.C(i,void 0,n,h)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(e)):this._$EM()}catch(s){throw t=!1,this._$EM(),s}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};S.elementStyles=[],S.shadowRootOptions={mode:"open"},S[W("elementProperties")]=new Map,S[W("finalized")]=new Map,we?.({ReactiveElement:S}),(rt.reactiveElementVersions??=[]).push("2.1.2")});function Wt(r,t){if(!$t(r)||!r.hasOwnProperty("raw"))throw Error("invalid template strings array");return zt!==void 0?zt.createHTML(t):t}function D(r,t,e=r,s){if(t===U)return t;let i=s!==void 0?e._$Co?.[s]:e._$Cl,n=G(t)?void 0:t._$litDirective$;return i?.constructor!==n&&(i?._$AO?.(!1),n===void 0?i=void 0:(i=new n(r),i._$AT(r,e,s)),s!==void 0?(e._$Co??=[])[s]=i:e._$Cl=i),i!==void 0&&(t=D(r,i._$AS(r,t.values),i,s)),t}var _t,Ut,ot,zt,Rt,C,Vt,Ae,q,Z,G,$t,Se,ut,Y,Lt,Dt,H,It,Nt,Bt,bt,d,Ve,Be,U,l,jt,M,Ee,J,mt,Q,I,gt,ft,yt,vt,Ce,Ft,at=m(()=>{"use strict";_t=globalThis,Ut=r=>r,ot=_t.trustedTypes,zt=ot?ot.createPolicy("lit-html",{createHTML:r=>r}):void 0,Rt="$lit$",C=`lit$${Math.random().toFixed(9).slice(2)}$`,Vt="?"+C,Ae=`<${Vt}>`,q=document,Z=()=>q.createComment(""),G=r=>r===null||typeof r!="object"&&typeof r!="function",$t=Array.isArray,Se=r=>$t(r)||typeof r?.[Symbol.iterator]=="function",ut=`[ 	
\f\r]`,Y=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Lt=/-->/g,Dt=/>/g,H=RegExp(`>|${ut}(?:([^\\s"'>=/]+)(${ut}*=${ut}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),It=/'/g,Nt=/"/g,Bt=/^(?:script|style|textarea|title)$/i,bt=r=>(t,...e)=>({_$litType$:r,strings:t,values:e}),d=bt(1),Ve=bt(2),Be=bt(3),U=Symbol.for("lit-noChange"),l=Symbol.for("lit-nothing"),jt=new WeakMap,M=q.createTreeWalker(q,129);Ee=(r,t)=>{let e=r.length-1,s=[],i,n=t===2?"<svg>":t===3?"<math>":"",o=Y;for(let h=0;h<e;h++){let a=r[h],u,f,p=-1,A=0;for(;A<a.length&&(o.lastIndex=A,f=o.exec(a),f!==null);)A=o.lastIndex,o===Y?f[1]==="!--"?o=Lt:f[1]!==void 0?o=Dt:f[2]!==void 0?(Bt.test(f[2])&&(i=RegExp("</"+f[2],"g")),o=H):f[3]!==void 0&&(o=H):o===H?f[0]===">"?(o=i??Y,p=-1):f[1]===void 0?p=-2:(p=o.lastIndex-f[2].length,u=f[1],o=f[3]===void 0?H:f[3]==='"'?Nt:It):o===Nt||o===It?o=H:o===Lt||o===Dt?o=Y:(o=H,i=void 0);let E=o===H&&r[h+1].startsWith("/>")?" ":"";n+=o===Y?a+Ae:p>=0?(s.push(u),a.slice(0,p)+Rt+a.slice(p)+C+E):a+C+(p===-2?h:E)}return[Wt(r,n+(r[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),s]},J=class r{constructor({strings:t,_$litType$:e},s){let i;this.parts=[];let n=0,o=0,h=t.length-1,a=this.parts,[u,f]=Ee(t,e);if(this.el=r.createElement(u,s),M.currentNode=this.el.content,e===2||e===3){let p=this.el.content.firstChild;p.replaceWith(...p.childNodes)}for(;(i=M.nextNode())!==null&&a.length<h;){if(i.nodeType===1){if(i.hasAttributes())for(let p of i.getAttributeNames())if(p.endsWith(Rt)){let A=f[o++],E=i.getAttribute(p).split(C),et=/([.?@])?(.*)/.exec(A);a.push({type:1,index:n,name:et[2],strings:E,ctor:et[1]==="."?gt:et[1]==="?"?ft:et[1]==="@"?yt:I}),i.removeAttribute(p)}else p.startsWith(C)&&(a.push({type:6,index:n}),i.removeAttribute(p));if(Bt.test(i.tagName)){let p=i.textContent.split(C),A=p.length-1;if(A>0){i.textContent=ot?ot.emptyScript:"";for(let E=0;E<A;E++)i.append(p[E],Z()),M.nextNode(),a.push({type:2,index:++n});i.append(p[A],Z())}}}else if(i.nodeType===8)if(i.data===Vt)a.push({type:2,index:n});else{let p=-1;for(;(p=i.data.indexOf(C,p+1))!==-1;)a.push({type:7,index:n}),p+=C.length-1}n++}}static createElement(t,e){let s=q.createElement("template");return s.innerHTML=t,s}};mt=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:s}=this._$AD,i=(t?.creationScope??q).importNode(e,!0);M.currentNode=i;let n=M.nextNode(),o=0,h=0,a=s[0];for(;a!==void 0;){if(o===a.index){let u;a.type===2?u=new Q(n,n.nextSibling,this,t):a.type===1?u=new a.ctor(n,a.name,a.strings,this,t):a.type===6&&(u=new vt(n,this,t)),this._$AV.push(u),a=s[++h]}o!==a?.index&&(n=M.nextNode(),o++)}return M.currentNode=q,i}p(t){let e=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(t,s,e),e+=s.strings.length-2):s._$AI(t[e])),e++}},Q=class r{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,s,i){this.type=2,this._$AH=l,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=s,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=D(this,t,e),G(t)?t===l||t==null||t===""?(this._$AH!==l&&this._$AR(),this._$AH=l):t!==this._$AH&&t!==U&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):Se(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==l&&G(this._$AH)?this._$AA.nextSibling.data=t:this.T(q.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:s}=t,i=typeof s=="number"?this._$AC(t):(s.el===void 0&&(s.el=J.createElement(Wt(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===i)this._$AH.p(e);else{let n=new mt(i,this),o=n.u(this.options);n.p(e),this.T(o),this._$AH=n}}_$AC(t){let e=jt.get(t.strings);return e===void 0&&jt.set(t.strings,e=new J(t)),e}k(t){$t(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,s,i=0;for(let n of t)i===e.length?e.push(s=new r(this.O(Z()),this.O(Z()),this,this.options)):s=e[i],s._$AI(n),i++;i<e.length&&(this._$AR(s&&s._$AB.nextSibling,i),e.length=i)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let s=Ut(t).nextSibling;Ut(t).remove(),t=s}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},I=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,s,i,n){this.type=1,this._$AH=l,this._$AN=void 0,this.element=t,this.name=e,this._$AM=i,this.options=n,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=l}_$AI(t,e=this,s,i){let n=this.strings,o=!1;if(n===void 0)t=D(this,t,e,0),o=!G(t)||t!==this._$AH&&t!==U,o&&(this._$AH=t);else{let h=t,a,u;for(t=n[0],a=0;a<n.length-1;a++)u=D(this,h[s+a],e,a),u===U&&(u=this._$AH[a]),o||=!G(u)||u!==this._$AH[a],u===l?t=l:t!==l&&(t+=(u??"")+n[a+1]),this._$AH[a]=u}o&&!i&&this.j(t)}j(t){t===l?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},gt=class extends I{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===l?void 0:t}},ft=class extends I{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==l)}},yt=class extends I{constructor(t,e,s,i,n){super(t,e,s,i,n),this.type=5}_$AI(t,e=this){if((t=D(this,t,e,0)??l)===U)return;let s=this._$AH,i=t===l&&s!==l||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,n=t!==l&&(s===l||i);i&&this.element.removeEventListener(this.name,this,s),n&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},vt=class{constructor(t,e,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){D(this,t)}},Ce=_t.litHtmlPolyfillSupport;Ce?.(J,Q),(_t.litHtmlVersions??=[]).push("3.3.3");Ft=(r,t,e)=>{let s=e?.renderBefore??t,i=s._$litPart$;if(i===void 0){let n=e?.renderBefore??null;s._$litPart$=i=new Q(t.insertBefore(Z(),n),n,void 0,e??{})}return i._$AI(r),i}});var xt,y,Pe,Kt=m(()=>{"use strict";K();K();at();at();xt=globalThis,y=class extends S{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=Ft(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return U}};y._$litElement$=!0,y.finalized=!0,xt.litElementHydrateSupport?.({LitElement:y});Pe=xt.litElementPolyfillSupport;Pe?.({LitElement:y});(xt.litElementVersions??=[]).push("4.2.2")});var Yt=m(()=>{"use strict";});var z=m(()=>{"use strict";K();at();Kt();Yt()});var x,Zt=m(()=>{"use strict";x=r=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(r,t)}):customElements.define(r,t)}});function g(r){return(t,e)=>typeof e=="object"?Oe(r,t,e):((s,i,n)=>{let o=i.hasOwnProperty(n);return i.constructor.createProperty(n,s),o?Object.getOwnPropertyDescriptor(i,n):void 0})(r,t,e)}var Te,Oe,wt=m(()=>{"use strict";K();Te={attribute:!0,type:String,converter:F,reflect:!1,hasChanged:nt},Oe=(r=Te,t,e)=>{let{kind:s,metadata:i}=e,n=globalThis.litPropertyMetadata.get(i);if(n===void 0&&globalThis.litPropertyMetadata.set(i,n=new Map),s==="setter"&&((r=Object.create(r)).wrapped=!0),n.set(e.name,r),s==="accessor"){let{name:o}=e;return{set(h){let a=t.get.call(this);t.set.call(this,h),this.requestUpdate(o,a,r,!0,h)},init(h){return h!==void 0&&this.C(o,void 0,r,h),h}}}if(s==="setter"){let{name:o}=e;return function(h){let a=this[o];t.call(this,h),this.requestUpdate(o,a,r,!0,h)}}throw Error("Unsupported decorator location: "+s)}});function v(r){return g({...r,state:!0,attribute:!1})}var Gt=m(()=>{"use strict";wt();});var Jt=m(()=>{"use strict";});var L,N=m(()=>{"use strict";L=(r,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(r,t,e),e)});function X(r,t){return(e,s,i)=>{let n=o=>o.renderRoot?.querySelector(r)??null;if(t){let{get:o,set:h}=typeof s=="object"?e:i??(()=>{let a=Symbol();return{get(){return this[a]},set(u){this[a]=u}}})();return L(e,s,{get(){let a=o.call(this);return a===void 0&&(a=n(this),(a!==null||this.hasUpdated)&&h.call(this,a)),a}})}return L(e,s,{get(){return n(this)}})}}var Qt=m(()=>{"use strict";N();});var Xt=m(()=>{"use strict";N();});var te=m(()=>{"use strict";N();});var ee=m(()=>{"use strict";N();});var se=m(()=>{"use strict";N();});var j=m(()=>{"use strict";Zt();wt();Gt();Jt();Qt();Xt();te();ee();se()});var tt,He,V,Ct,he,ct=m(()=>{"use strict";tt="plate_recognizer",He=["common","entity","selector","config_subentries"],V=class r{constructor(t){this.localize=t}static async load(t){let e;for(let s of He)e=await t.loadBackendTranslation(s,tt);return new r(e)}say(t,e){return this.localize(`component.${tt}.common.card_${t}`,e)}status(t){return this.localize(`component.${tt}.selector.status.options.${t.status}`)}decision(t){return this.localize(`component.${tt}.entity.sensor.decision.state.${t}`)||t}areaError(t,e){let s=`component.${tt}.config_subentries.camera.error.${t}`;return this.localize(s,e)||t}},Ct=(r,t)=>r.name??r.plate??t.say("unread"),he=(r,t)=>[t.say(`reason_${r.status_reason}`),r.arrival_reason===null?"":t.say(`arrival_${r.arrival_reason}`),r.may_open?t.say("may_open"):""].filter(e=>e!=="")});var O,Pt=m(()=>{"use strict";O=["here","timeline","quota","cameras"]});var de={};ge(de,{CardEditor:()=>k});var k,Me,pe=m(()=>{"use strict";z();j();ct();Pt();k=class extends y{setConfig(t){this.config=t}willUpdate(t){t.has("hass")&&this.texts===void 0&&V.load(this.hass).then(e=>this.texts=e)}render(){let{config:t,texts:e}=this;return t===void 0||e===void 0?l:d`<ha-form
      .hass=${this.hass}
      .data=${{visits:10,show:[...O],...t}}
      .schema=${Me(e)}
      .computeLabel=${({name:s})=>e.say(`option_${s}`)}
      .computeHelper=${({name:s})=>e.say(`option_${s}_help`)}
      @value-changed=${this.changed}
    ></ha-form>`}changed(t){let e={config:t.detail.value};this.dispatchEvent(new CustomEvent("config-changed",{detail:e,bubbles:!0,composed:!0}))}};c([g({attribute:!1})],k.prototype,"hass",2),c([v()],k.prototype,"config",2),c([v()],k.prototype,"texts",2),k=c([x("plate-recognizer-card-editor")],k);Me=r=>[{name:"title",selector:{text:{}}},{name:"config_entry_id",selector:{config_entry:{integration:"plate_recognizer"}}},{name:"places",selector:{text:{multiple:!0}}},{name:"show",selector:{select:{multiple:!0,mode:"list",options:O.map(t=>({value:t,label:r.say(t)}))}}},{name:"visits",selector:{number:{min:1,max:50,mode:"box"}}}]});z();j();var At="plate_recognizer",ke=r=>r===void 0?{}:{config_entry_id:r},ie=(r,t,e)=>r.connection.subscribeMessage(e,{type:`${At}/overview/subscribe`,...ke(t.config_entry_id)}),re=(r,t,e)=>r.callWS({type:`${At}/visits/list`,config_entry_id:t,...e});var ne=(r,t)=>r.callService("image_processing","scan",{},{entity_id:t}),oe=(r,t,e,s,i)=>r.callService(At,"add_vehicle",{config_entry_id:t,name:s,plates:[e.plate],...i===void 0?{}:{category:"guest",may_open:!0,valid_until:i}}),R=r=>typeof r=="object"&&r!==null&&"message"in r?String(r.message):String(r);z();j();z();var P=b`
  :host {
    --line: var(--divider-color, #e0e0e0);
    --quiet: var(--secondary-text-color, #727272);
    --gap: 12px;
    color: var(--primary-text-color, #212121);
  }
  h2,
  h3,
  p {
    margin: 0;
  }
  h3 {
    font-size: 1rem;
    font-weight: 500;
  }
  .quiet {
    color: var(--quiet);
  }
  button {
    font: inherit;
    color: var(--primary-text-color);
    background: var(--secondary-background-color, #f0f0f0);
    border: 1px solid var(--line);
    border-radius: 8px;
    min-height: 40px;
    padding: 4px 12px;
    cursor: pointer;
  }
  button.main {
    color: var(--text-primary-color, #fff);
    background: var(--primary-color, #03a9f4);
    border-color: transparent;
  }
  button:disabled {
    opacity: 0.6;
    cursor: default;
  }
  button:focus-visible,
  input:focus-visible,
  summary:focus-visible,
  [tabindex]:focus-visible {
    outline: 3px solid var(--primary-text-color, #212121);
    outline-offset: 2px;
  }
  input {
    font: inherit;
    color: var(--primary-text-color);
    background: var(--card-background-color, #fff);
    border: 1px solid var(--quiet);
    border-radius: 8px;
    min-height: 40px;
    padding: 4px 8px;
    box-sizing: border-box;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .error {
    color: var(--error-color, #b00020);
  }
  dialog {
    color: var(--primary-text-color);
    background: var(--card-background-color, #fff);
    border: 1px solid var(--line);
    border-radius: 12px;
    width: min(560px, 92vw);
    max-height: 90vh;
    box-sizing: border-box;
    padding: 16px;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 50%);
  }
`;var ae=(r,t,e)=>{let{time_format:s}=t.locale,i=s==="12"?{hour12:!0}:s==="24"?{hour12:!1}:{};return new Intl.DateTimeFormat(t.locale.language,{...e,...e.hour?i:{},timeZone:t.config.time_zone}).format(r)},St=(r,t)=>new Intl.DateTimeFormat("en-CA",{timeZone:t.config.time_zone}).format(r),lt=(r,t,e)=>{let s=new Date(r),i=St(s,e)===St(t,e)?{}:{weekday:"short",day:"numeric",month:"short"};return ae(s,e,{...i,hour:"numeric",minute:"2-digit"})},Et=(r,t)=>ae(new Date(r),t,{weekday:"short",day:"numeric",month:"short"}),le=(r,t,e)=>{let s=Math.max(0,t.getTime()-new Date(r).getTime()),[i,n]=s>=864e5?["day",864e5]:s>=36e5?["hour",36e5]:["minute",6e4];return new Intl.NumberFormat(e.locale.language,{style:"unit",unit:i,unitDisplay:"short"}).format(Math.floor(s/n))},ce=(r,t)=>`${St(r,t)} 23:59:59`;var $=class extends y{constructor(){super(...arguments);this.failure="";this.isBusy=!1}async ask(e){this.question=e,this.failure="",await this.updateComplete,this.dialog.showModal(),this.input.value=e.how==="today"?e.visit.plate??"":"",this.input.focus()}render(){let{question:e,texts:s}=this;if(e===void 0)return l;let i=e.visit.plate??"",n=e.how==="today";return d`<dialog aria-labelledby="title">
      <form method="dialog" @submit=${this.submit}>
        <h2 id="title">${s.say(n?"let_in_title":"name_title",{plate:i})}</h2>
        <p>${s.say(n?"let_in_text":"name_text",{plate:i})}</p>
        <label>
          ${s.say("name")}
          <input required maxlength="100" autocomplete="off" />
        </label>
        ${this.failure?d`<p class="error" role="alert">${this.failure}</p>`:l}
        <div class="actions">
          <button class="main" type="submit" ?disabled=${this.isBusy}>
            ${s.say(n?"let_in":"save")}
          </button>
          <button type="button" @click=${()=>this.dialog.close()}>${s.say("cancel")}</button>
        </div>
      </form>
    </dialog>`}async submit(e){e.preventDefault();let{question:s}=this;if(!(s===void 0||this.isBusy)){this.isBusy=!0;try{let i=s.how==="today"?ce(new Date,this.hass):void 0,n=this.input.value.trim();await oe(this.hass,s.configEntryId,s.visit,n,i),this.dialog.close()}catch(i){this.failure=R(i)}finally{this.isBusy=!1}}}};$.styles=[P,b`
      form {
        display: grid;
        gap: var(--gap);
      }
    `],c([g({attribute:!1})],$.prototype,"hass",2),c([g({attribute:!1})],$.prototype,"texts",2),c([v()],$.prototype,"question",2),c([v()],$.prototype,"failure",2),c([v()],$.prototype,"isBusy",2),c([X("dialog")],$.prototype,"dialog",2),c([X("input")],$.prototype,"input",2),$=c([x("plate-recognizer-name")],$);z();j();var T=class extends y{render(){let{quota:t,texts:e,hass:s}=this,i=new Intl.NumberFormat(s.locale.language),n=t.limit?Math.min(100,100*t.used/t.limit):100,o=e.say("quota_used",{used:i.format(t.used),limit:i.format(t.limit),left:i.format(t.left)});return d`<h3 id="quota">${e.say("quota")}</h3>
      <div
        class="bar"
        role="progressbar"
        aria-labelledby="quota"
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(n)}
        aria-valuetext=${o}
      >
        <div class="used ${t.state}" style="width: ${n}%"></div>
      </div>
      <p>${o}</p>
      ${this.forecast?d`<p class="quiet">${this.forecast}</p>`:l}`}get forecast(){let{quota:t,texts:e,hass:s}=this;return t.state==="used_up"?e.say("quota_used_up"):t.runs_out_at!==null?e.say("quota_runs_out",{day:Et(t.runs_out_at,s)}):t.resets_at===null?"":e.say("quota_resets",{day:Et(t.resets_at,s)})}};T.styles=[P,b`
      .bar {
        height: 12px;
        border-radius: 6px;
        border: 1px solid var(--quiet);
        overflow: hidden;
      }
      .used {
        height: 100%;
        background: var(--primary-color, #03a9f4);
      }
      .low,
      .used_up {
        background: var(--error-color, #db4437);
      }
    `],c([g({attribute:!1})],T.prototype,"hass",2),c([g({attribute:!1})],T.prototype,"texts",2),c([g({attribute:!1})],T.prototype,"quota",2),T=c([x("plate-recognizer-quota")],T);z();j();ct();var w=class extends y{constructor(){super(...arguments);this.mayEdit=!1}render(){let{visit:e,texts:s,hass:i}=this,n=e.ended_at;return d`<details>
      <summary>
        ${e.thumbnail?d`<img src=${e.thumbnail} alt="" loading="lazy" />`:d`<span class="none">${s.say("no_picture")}</span>`}
        <span>
          <span class="who">${Ct(e,s)}</span>
          <span class="status ${e.status}">${s.status(e)}</span><br />
          <span class="quiet">
            ${s.say(n?"was_here":"is_here",{place:e.place,time:lt(e.started_at,this.now,i),span:le(e.started_at,n?new Date(n):this.now,i)})}
          </span>
        </span>
      </summary>
      <div class="more">
        ${e.name&&e.plate?d`<p>${s.say("plate",{plate:e.plate})}</p>`:l}
        <p>${he(e,s).join(" ")}</p>
        ${e.picture?d`<img
              src=${e.picture}
              alt=${s.say("picture_of",{who:Ct(e,s)})}
              loading="lazy"
            />`:l}
        ${this.canBeNamed?d`<div class="actions">
              <button @click=${()=>this.ask("name")}>${s.say("name_it")}</button>
              <button @click=${()=>this.ask("today")}>${s.say("let_in_today")}</button>
            </div>`:l}
      </div>
    </details>`}get canBeNamed(){let{visit:e}=this;return this.mayEdit&&e.status==="stranger"&&e.plate!==null&&!e.is_masked}ask(e){let s={visit:this.visit,how:e};this.dispatchEvent(new CustomEvent("name-stranger",{detail:s,bubbles:!0,composed:!0}))}};w.styles=[P,b`
      summary {
        display: grid;
        grid-template-columns: 96px 1fr;
        gap: var(--gap);
        align-items: center;
        cursor: pointer;
        list-style: none;
        padding: 8px 0;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      img,
      .none {
        width: 96px;
        height: 64px;
        object-fit: cover;
        border-radius: 8px;
        background: var(--secondary-background-color, #f0f0f0);
      }
      .none {
        display: grid;
        place-items: center;
        color: var(--quiet);
        font-size: 0.8rem;
        text-align: center;
      }
      .who {
        font-weight: 500;
        overflow-wrap: anywhere;
      }
      .status {
        display: inline-block;
        border-radius: 8px;
        border: 1px solid var(--line);
        border-inline-start: 6px solid var(--quiet);
        padding: 0 8px;
        font-size: 0.85rem;
      }
      .known {
        border-inline-start-color: var(--success-color, #43a047);
      }
      .blocked {
        border-inline-start-color: var(--error-color, #db4437);
      }
      .stranger,
      .expired {
        border-inline-start-color: var(--warning-color, #ffa600);
      }
      .more {
        display: grid;
        gap: 8px;
        padding: 0 0 12px;
      }
      .more img {
        width: 100%;
        height: auto;
      }
    `],c([g({attribute:!1})],w.prototype,"hass",2),c([g({attribute:!1})],w.prototype,"texts",2),c([g({attribute:!1})],w.prototype,"visit",2),c([g({attribute:!1})],w.prototype,"now",2),c([g({type:Boolean})],w.prototype,"mayEdit",2),w=c([x("plate-recognizer-visit")],w);ct();Pt();var ue=50,qe=10,Ue=6e4,ze=(r,t)=>{let e={account:r.config_entry_id,camera:t.subentry_id};return`/plate-recognizer?${new URLSearchParams(e).toString()}`},Le=(r,t)=>r.toLowerCase()===t.toLowerCase(),_=class extends y{constructor(){super(...arguments);this.visits={};this.now=new Date;this.failure="";this.scanning=new Set}static getStubConfig(){return{show:[...O]}}static async getConfigElement(){return await Promise.resolve().then(()=>(pe(),de)),document.createElement("plate-recognizer-card-editor")}setConfig(e){let{visits:s,show:i}=e;if(s!==void 0&&!(Number.isInteger(s)&&s>=1&&s<=ue))throw new Error(`visits: 1–${ue}`);let n=i?.filter(h=>!O.includes(h))??[];if(n.length>0)throw new Error(`show: ${O.join(", ")} (${n.join(", ")}?)`);let o=this.config?.config_entry_id!==e.config_entry_id;this.config=e,o&&this.unsubscribe!==void 0&&(this.stop(),this.start())}getCardSize(){return 3+(this.shows("timeline")?Math.min(this.most,10):0)}getGridOptions(){return{columns:12,min_columns:6}}connectedCallback(){super.connectedCallback(),this.clock=setInterval(()=>this.now=new Date,Ue),this.hass!==void 0&&this.start()}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.clock),this.stop()}willUpdate(e){e.has("hass")&&this.hass!==void 0&&this.hass.language!==this.language&&(this.language=this.hass.language,V.load(this.hass).then(s=>this.texts=s)),e.has("hass")&&this.isConnected&&this.unsubscribe===void 0&&this.start()}start(){if(this.config===void 0||this.unsubscribe!==void 0)return;let e=ie(this.hass,this.config,s=>{this.overview=s,this.failure="",this.loadVisits(s)});this.unsubscribe=e,e.catch(s=>{this.failure=R(s)})}stop(){this.unsubscribe?.then(e=>e()).catch(()=>{}),this.unsubscribe=void 0}async loadVisits(e){if(!this.shows("timeline"))return;let{places:s}=this.config,i={limit:this.most,...s?.length?{places:s}:{}};try{let n=await Promise.all(e.accounts.map(async({config_entry_id:o})=>{let{visits:h}=await re(this.hass,o,i);return[o,h]}));e===this.overview&&(this.visits=Object.fromEntries(n))}catch(n){this.failure=R(n)}}get most(){return this.config?.visits??qe}shows(e){return(this.config?.show??O).includes(e)}isShown(e){let s=this.config?.places;return!s?.length||s.some(i=>Le(i,e))}render(){let{config:e,texts:s,overview:i}=this;return e===void 0||s===void 0?l:d`<ha-card @name-stranger=${this.name}>
        ${e.title?d`<h2>${e.title}</h2>`:l}
        ${this.failure?d`<p class="error" role="alert">${this.failure}</p>`:l}
        ${i===void 0?d`<p class="quiet" role="status">${s.say("loading")}</p>`:i.accounts.length===0?d`<p>${s.say("nothing_shared")}</p>`:i.accounts.map(n=>this.account(n,s))}
      </ha-card>
      <plate-recognizer-name .hass=${this.hass} .texts=${s}></plate-recognizer-name>`}account(e,s){let i=this.overview?.accounts.length===1;return d`${i?l:d`<h2>${e.title}</h2>`}
      ${this.shows("here")?this.here(e,s):l}
      ${this.shows("timeline")?this.timeline(e,s):l}
      ${this.shows("quota")&&e.quota?d`<section>
            <plate-recognizer-quota
              .hass=${this.hass}
              .texts=${s}
              .quota=${e.quota}
            ></plate-recognizer-quota>
          </section>`:l}
      ${this.shows("cameras")?this.cameras(e,s):l}`}here(e,s){let i=e.places.filter(({place:n})=>this.isShown(n)).flatMap(n=>n.here);return d`<section aria-live="polite">
      <h3>${s.say("here")}</h3>
      ${i.length===0?d`<p class="quiet">${s.say("nobody_here")}</p>`:this.list(i,e,s)}
    </section>`}timeline(e,s){let i=this.visits[e.config_entry_id];return d`<section>
      <h3>${s.say("timeline")}</h3>
      ${i===void 0?d`<p class="quiet">${s.say("loading")}</p>`:i.length===0?d`<p class="quiet">${s.say("no_visits")}</p>`:this.list(i,e,s)}
    </section>`}list(e,s,i){return d`<ul>
      ${e.map(n=>d`<li data-entry=${s.config_entry_id}>
          <plate-recognizer-visit
            .hass=${this.hass}
            .texts=${i}
            .visit=${n}
            .now=${this.now}
            .mayEdit=${s.may_edit}
            data-entry=${s.config_entry_id}
          ></plate-recognizer-visit>
        </li>`)}
    </ul>`}cameras(e,s){let i=e.cameras.filter(({place:n})=>this.isShown(n));return d`<section>
      <h3>${s.say("cameras")}</h3>
      <ul>
        ${i.map(n=>this.camera(n,e,s))}
      </ul>
    </section>`}camera(e,s,i){let{decision:n}=e,o={camera:e.name};return d`<li class="camera">
      <span>
        ${e.name}<br />
        <span class="quiet">
          ${n?`${i.decision(n.reason)}, ${lt(n.at,this.now,this.hass)}`:i.say("no_decision")}
        </span>
      </span>
      <span class="actions">
        ${e.scan_entity_id&&e.scanning!==null?d`<button
              aria-label=${i.say("scan_camera",o)}
              ?disabled=${this.scanning.has(e.subentry_id)}
              @click=${()=>this.scan(e)}
            >
              ${i.say("scan")}
            </button>`:l}
        ${s.may_edit&&e.scanning!==null?d`<a
              href=${ze(s,e)}
              aria-label=${i.say("areas_of",o)}
              >${i.say("areas")}</a
            >`:l}
      </span>
    </li>`}async scan(e){this.scanning=new Set(this.scanning).add(e.subentry_id);try{await ne(this.hass,e.scan_entity_id),this.failure=""}catch(s){this.failure=R(s)}finally{let s=new Set(this.scanning);s.delete(e.subentry_id),this.scanning=s}}name(e){let i=e.composedPath().find(n=>n instanceof HTMLElement&&n.dataset.entry).dataset.entry;this.nameDialog.ask({...e.detail,configEntryId:i})}};_.styles=[P,b`
      ha-card {
        padding: 16px;
        display: grid;
        gap: 16px;
        height: 100%;
        box-sizing: border-box;
        align-content: start;
        overflow: auto;
      }
      section {
        display: grid;
        gap: 4px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      li.camera {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        justify-content: space-between;
        align-items: center;
        padding: 8px 0;
      }
      li.camera > span {
        flex: 1 1 180px;
      }
    `],c([g({attribute:!1})],_.prototype,"hass",2),c([v()],_.prototype,"config",2),c([v()],_.prototype,"texts",2),c([v()],_.prototype,"overview",2),c([v()],_.prototype,"visits",2),c([v()],_.prototype,"now",2),c([v()],_.prototype,"failure",2),c([v()],_.prototype,"scanning",2),c([X("plate-recognizer-name")],_.prototype,"nameDialog",2),_=c([x("plate-recognizer-card")],_);window.customCards??=[];window.customCards.push({type:"plate-recognizer-card",name:"Plate Recognizer",preview:!0,documentationURL:"https://github.com/plate-recognizer-ha/plate-recognizer/blob/main/docs/card.md"});export{_ as PlateRecognizerCard};
