var It=Object.defineProperty;var Ft=Object.getOwnPropertyDescriptor;var d=(i,t,e,s)=>{for(var r=s>1?void 0:s?Ft(t,e):t,o=i.length-1,n;o>=0;o--)(n=i[o])&&(r=(s?n(t,e,r):n(r))||r);return s&&r&&It(t,e,r),r};var F=globalThis,K=F.ShadowRoot&&(F.ShadyCSS===void 0||F.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,et=Symbol(),vt=new WeakMap,T=class{constructor(t,e,s){if(this._$cssResult$=!0,s!==et)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(K&&t===void 0){let s=e!==void 0&&e.length===1;s&&(t=vt.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),s&&vt.set(e,t))}return t}toString(){return this.cssText}},bt=i=>new T(typeof i=="string"?i:i+"",void 0,et),E=(i,...t)=>{let e=i.length===1?i[0]:t.reduce((s,r,o)=>s+(n=>{if(n._$cssResult$===!0)return n.cssText;if(typeof n=="number")return n;throw Error("Value passed to 'css' function must be a 'css' function result: "+n+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(r)+i[o+1],i[0]);return new T(e,i,et)},_t=(i,t)=>{if(K)i.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let s=document.createElement("style"),r=F.litNonce;r!==void 0&&s.setAttribute("nonce",r),s.textContent=e.cssText,i.appendChild(s)}},st=K?i=>i:i=>i instanceof CSSStyleSheet?(t=>{let e="";for(let s of t.cssRules)e+=s.cssText;return bt(e)})(i):i;var{is:Kt,defineProperty:Gt,getOwnPropertyDescriptor:Zt,getOwnPropertyNames:Jt,getOwnPropertySymbols:Xt,getPrototypeOf:Yt}=Object,G=globalThis,At=G.trustedTypes,Qt=At?At.emptyScript:"",te=G.reactiveElementPolyfillSupport,N=(i,t)=>i,L={toAttribute(i,t){switch(t){case Boolean:i=i?Qt:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,t){let e=i;switch(t){case Boolean:e=i!==null;break;case Number:e=i===null?null:Number(i);break;case Object:case Array:try{e=JSON.parse(i)}catch{e=null}}return e}},Z=(i,t)=>!Kt(i,t),xt={attribute:!0,type:String,converter:L,reflect:!1,useDefault:!1,hasChanged:Z};Symbol.metadata??=Symbol("metadata"),G.litPropertyMetadata??=new WeakMap;var A=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=xt){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let s=Symbol(),r=this.getPropertyDescriptor(t,s,e);r!==void 0&&Gt(this.prototype,t,r)}}static getPropertyDescriptor(t,e,s){let{get:r,set:o}=Zt(this.prototype,t)??{get(){return this[e]},set(n){this[e]=n}};return{get:r,set(n){let h=r?.call(this);o?.call(this,n),this.requestUpdate(t,h,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??xt}static _$Ei(){if(this.hasOwnProperty(N("elementProperties")))return;let t=Yt(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(N("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(N("properties"))){let e=this.properties,s=[...Jt(e),...Xt(e)];for(let r of s)this.createProperty(r,e[r])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[s,r]of e)this.elementProperties.set(s,r)}this._$Eh=new Map;for(let[e,s]of this.elementProperties){let r=this._$Eu(e,s);r!==void 0&&this._$Eh.set(r,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let s=new Set(t.flat(1/0).reverse());for(let r of s)e.unshift(st(r))}else t!==void 0&&e.push(st(t));return e}static _$Eu(t,e){let s=e.attribute;return s===!1?void 0:typeof s=="string"?s:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let s of e.keys())this.hasOwnProperty(s)&&(t.set(s,this[s]),delete this[s]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return _t(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,s){this._$AK(t,s)}_$ET(t,e){let s=this.constructor.elementProperties.get(t),r=this.constructor._$Eu(t,s);if(r!==void 0&&s.reflect===!0){let o=(s.converter?.toAttribute!==void 0?s.converter:L).toAttribute(e,s.type);this._$Em=t,o==null?this.removeAttribute(r):this.setAttribute(r,o),this._$Em=null}}_$AK(t,e){let s=this.constructor,r=s._$Eh.get(t);if(r!==void 0&&this._$Em!==r){let o=s.getPropertyOptions(r),n=typeof o.converter=="function"?{fromAttribute:o.converter}:o.converter?.fromAttribute!==void 0?o.converter:L;this._$Em=r;let h=n.fromAttribute(e,o.type);this[r]=h??this._$Ej?.get(r)??h,this._$Em=null}}requestUpdate(t,e,s,r=!1,o){if(t!==void 0){let n=this.constructor;if(r===!1&&(o=this[t]),s??=n.getPropertyOptions(t),!((s.hasChanged??Z)(o,e)||s.useDefault&&s.reflect&&o===this._$Ej?.get(t)&&!this.hasAttribute(n._$Eu(t,s))))return;this.C(t,e,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:s,reflect:r,wrapped:o},n){s&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,n??e??this[t]),o!==!0||n!==void 0)||(this._$AL.has(t)||(this.hasUpdated||s||(e=void 0),this._$AL.set(t,e)),r===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[r,o]of this._$Ep)this[r]=o;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[r,o]of s){let{wrapped:n}=o,h=this[r];n!==!0||this._$AL.has(r)||h===void 0||this.C(r,void 0,o,h)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(e)):this._$EM()}catch(s){throw t=!1,this._$EM(),s}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};A.elementStyles=[],A.shadowRootOptions={mode:"open"},A[N("elementProperties")]=new Map,A[N("finalized")]=new Map,te?.({ReactiveElement:A}),(G.reactiveElementVersions??=[]).push("2.1.2");var ct=globalThis,wt=i=>i,J=ct.trustedTypes,St=J?J.createPolicy("lit-html",{createHTML:i=>i}):void 0,Ot="$lit$",S=`lit$${Math.random().toFixed(9).slice(2)}$`,Ht="?"+S,ee=`<${Ht}>`,P=document,D=()=>P.createComment(""),V=i=>i===null||typeof i!="object"&&typeof i!="function",lt=Array.isArray,se=i=>lt(i)||typeof i?.[Symbol.iterator]=="function",rt=`[ 	
\f\r]`,q=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Et=/-->/g,kt=/>/g,k=RegExp(`>|${rt}(?:([^\\s"'>=/]+)(${rt}*=${rt}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Ct=/'/g,Pt=/"/g,Rt=/^(?:script|style|textarea|title)$/i,pt=i=>(t,...e)=>({_$litType$:i,strings:t,values:e}),m=pt(1),dt=pt(2),$e=pt(3),M=Symbol.for("lit-noChange"),c=Symbol.for("lit-nothing"),Mt=new WeakMap,C=P.createTreeWalker(P,129);function Ut(i,t){if(!lt(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return St!==void 0?St.createHTML(t):t}var re=(i,t)=>{let e=i.length-1,s=[],r,o=t===2?"<svg>":t===3?"<math>":"",n=q;for(let h=0;h<e;h++){let a=i[h],p,u,l=-1,_=0;for(;_<a.length&&(n.lastIndex=_,u=n.exec(a),u!==null);)_=n.lastIndex,n===q?u[1]==="!--"?n=Et:u[1]!==void 0?n=kt:u[2]!==void 0?(Rt.test(u[2])&&(r=RegExp("</"+u[2],"g")),n=k):u[3]!==void 0&&(n=k):n===k?u[0]===">"?(n=r??q,l=-1):u[1]===void 0?l=-2:(l=n.lastIndex-u[2].length,p=u[1],n=u[3]===void 0?k:u[3]==='"'?Pt:Ct):n===Pt||n===Ct?n=k:n===Et||n===kt?n=q:(n=k,r=void 0);let w=n===k&&i[h+1].startsWith("/>")?" ":"";o+=n===q?a+ee:l>=0?(s.push(p),a.slice(0,l)+Ot+a.slice(l)+S+w):a+S+(l===-2?h:w)}return[Ut(i,o+(i[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),s]},j=class i{constructor({strings:t,_$litType$:e},s){let r;this.parts=[];let o=0,n=0,h=t.length-1,a=this.parts,[p,u]=re(t,e);if(this.el=i.createElement(p,s),C.currentNode=this.el.content,e===2||e===3){let l=this.el.content.firstChild;l.replaceWith(...l.childNodes)}for(;(r=C.nextNode())!==null&&a.length<h;){if(r.nodeType===1){if(r.hasAttributes())for(let l of r.getAttributeNames())if(l.endsWith(Ot)){let _=u[n++],w=r.getAttribute(l).split(S),I=/([.?@])?(.*)/.exec(_);a.push({type:1,index:o,name:I[2],strings:w,ctor:I[1]==="."?ot:I[1]==="?"?nt:I[1]==="@"?at:U}),r.removeAttribute(l)}else l.startsWith(S)&&(a.push({type:6,index:o}),r.removeAttribute(l));if(Rt.test(r.tagName)){let l=r.textContent.split(S),_=l.length-1;if(_>0){r.textContent=J?J.emptyScript:"";for(let w=0;w<_;w++)r.append(l[w],D()),C.nextNode(),a.push({type:2,index:++o});r.append(l[_],D())}}}else if(r.nodeType===8)if(r.data===Ht)a.push({type:2,index:o});else{let l=-1;for(;(l=r.data.indexOf(S,l+1))!==-1;)a.push({type:7,index:o}),l+=S.length-1}o++}}static createElement(t,e){let s=P.createElement("template");return s.innerHTML=t,s}};function R(i,t,e=i,s){if(t===M)return t;let r=s!==void 0?e._$Co?.[s]:e._$Cl,o=V(t)?void 0:t._$litDirective$;return r?.constructor!==o&&(r?._$AO?.(!1),o===void 0?r=void 0:(r=new o(i),r._$AT(i,e,s)),s!==void 0?(e._$Co??=[])[s]=r:e._$Cl=r),r!==void 0&&(t=R(i,r._$AS(i,t.values),r,s)),t}var it=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:s}=this._$AD,r=(t?.creationScope??P).importNode(e,!0);C.currentNode=r;let o=C.nextNode(),n=0,h=0,a=s[0];for(;a!==void 0;){if(n===a.index){let p;a.type===2?p=new B(o,o.nextSibling,this,t):a.type===1?p=new a.ctor(o,a.name,a.strings,this,t):a.type===6&&(p=new ht(o,this,t)),this._$AV.push(p),a=s[++h]}n!==a?.index&&(o=C.nextNode(),n++)}return C.currentNode=P,r}p(t){let e=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(t,s,e),e+=s.strings.length-2):s._$AI(t[e])),e++}},B=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,s,r){this.type=2,this._$AH=c,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=s,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=R(this,t,e),V(t)?t===c||t==null||t===""?(this._$AH!==c&&this._$AR(),this._$AH=c):t!==this._$AH&&t!==M&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):se(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==c&&V(this._$AH)?this._$AA.nextSibling.data=t:this.T(P.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:s}=t,r=typeof s=="number"?this._$AC(t):(s.el===void 0&&(s.el=j.createElement(Ut(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===r)this._$AH.p(e);else{let o=new it(r,this),n=o.u(this.options);o.p(e),this.T(n),this._$AH=o}}_$AC(t){let e=Mt.get(t.strings);return e===void 0&&Mt.set(t.strings,e=new j(t)),e}k(t){lt(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,s,r=0;for(let o of t)r===e.length?e.push(s=new i(this.O(D()),this.O(D()),this,this.options)):s=e[r],s._$AI(o),r++;r<e.length&&(this._$AR(s&&s._$AB.nextSibling,r),e.length=r)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let s=wt(t).nextSibling;wt(t).remove(),t=s}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},U=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,s,r,o){this.type=1,this._$AH=c,this._$AN=void 0,this.element=t,this.name=e,this._$AM=r,this.options=o,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=c}_$AI(t,e=this,s,r){let o=this.strings,n=!1;if(o===void 0)t=R(this,t,e,0),n=!V(t)||t!==this._$AH&&t!==M,n&&(this._$AH=t);else{let h=t,a,p;for(t=o[0],a=0;a<o.length-1;a++)p=R(this,h[s+a],e,a),p===M&&(p=this._$AH[a]),n||=!V(p)||p!==this._$AH[a],p===c?t=c:t!==c&&(t+=(p??"")+o[a+1]),this._$AH[a]=p}n&&!r&&this.j(t)}j(t){t===c?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},ot=class extends U{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===c?void 0:t}},nt=class extends U{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==c)}},at=class extends U{constructor(t,e,s,r,o){super(t,e,s,r,o),this.type=5}_$AI(t,e=this){if((t=R(this,t,e,0)??c)===M)return;let s=this._$AH,r=t===c&&s!==c||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,o=t!==c&&(s===c||r);r&&this.element.removeEventListener(this.name,this,s),o&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},ht=class{constructor(t,e,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){R(this,t)}};var ie=ct.litHtmlPolyfillSupport;ie?.(j,B),(ct.litHtmlVersions??=[]).push("3.3.3");var zt=(i,t,e)=>{let s=e?.renderBefore??t,r=s._$litPart$;if(r===void 0){let o=e?.renderBefore??null;s._$litPart$=r=new B(t.insertBefore(D(),o),o,void 0,e??{})}return r._$AI(i),r};var ut=globalThis,v=class extends A{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=zt(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return M}};v._$litElement$=!0,v.finalized=!0,ut.litElementHydrateSupport?.({LitElement:v});var oe=ut.litElementPolyfillSupport;oe?.({LitElement:v});(ut.litElementVersions??=[]).push("4.2.2");var X=i=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(i,t)}):customElements.define(i,t)};var ne={attribute:!0,type:String,converter:L,reflect:!1,hasChanged:Z},ae=(i=ne,t,e)=>{let{kind:s,metadata:r}=e,o=globalThis.litPropertyMetadata.get(r);if(o===void 0&&globalThis.litPropertyMetadata.set(r,o=new Map),s==="setter"&&((i=Object.create(i)).wrapped=!0),o.set(e.name,i),s==="accessor"){let{name:n}=e;return{set(h){let a=t.get.call(this);t.set.call(this,h),this.requestUpdate(n,a,i,!0,h)},init(h){return h!==void 0&&this.C(n,void 0,i,h),h}}}if(s==="setter"){let{name:n}=e;return function(h){let a=this[n];t.call(this,h),this.requestUpdate(n,a,i,!0,h)}}throw Error("Unsupported decorator location: "+s)};function O(i){return(t,e)=>typeof e=="object"?ae(i,t,e):((s,r,o)=>{let n=r.hasOwnProperty(o);return r.constructor.createProperty(o,s),n?Object.getOwnPropertyDescriptor(r,o):void 0})(i,t,e)}function g(i){return O({...i,state:!0,attribute:!1})}var H=(i,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(i,t,e),e);function Y(i,t){return(e,s,r)=>{let o=n=>n.renderRoot?.querySelector(i)??null;if(t){let{get:n,set:h}=typeof s=="object"?e:r??(()=>{let a=Symbol();return{get(){return this[a]},set(p){this[a]=p}}})();return H(e,s,{get(){let a=n.call(this);return a===void 0&&(a=o(this),(a!==null||this.hasUpdated)&&h.call(this,a)),a}})}return H(e,s,{get(){return o(this)}})}}var mt="plate_recognizer";var Tt=(i,t,e)=>i.callWS({type:`${mt}/areas/get`,config_entry_id:t,subentry_id:e}),Nt=(i,t,e,s)=>i.callWS({type:`${mt}/areas/set`,config_entry_id:t,subentry_id:e,...s}),Lt=(i,t,e)=>i.callWS({type:`${mt}/coach/get`,config_entry_id:t,subentry_id:e});var ft=i=>typeof i=="object"&&i!==null&&"message"in i?String(i.message):String(i);var Q=E`
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
`;var W="plate_recognizer",he=["common","entity","selector","config_subentries"],tt=class i{constructor(t){this.localize=t}static async load(t){let e;for(let s of he)e=await t.loadBackendTranslation(s,W);return new i(e)}say(t,e){return this.localize(`component.${W}.common.card_${t}`,e)}status(t){return this.localize(`component.${W}.selector.status.options.${t.status}`)}decision(t){return this.localize(`component.${W}.entity.sensor.decision.state.${t}`)||t}areaError(t,e){let s=`component.${W}.config_subentries.camera.error.${t}`;return this.localize(s,e)||t}};var z={left:0,top:0,right:100,bottom:100},b=1,qt=10,$=i=>Math.round(i*qt)/qt,x=(i,t,e)=>Math.min(Math.max(i,t),e),Vt=(i,t)=>{let[e,s]=[i.x,t.x].map(h=>$(x(h,0,100))).sort(Dt),[r,o]=[i.y,t.y].map(h=>$(x(h,0,100))).sort(Dt),n={left:e,top:r,right:s,bottom:o};return n.right-n.left<b||n.bottom-n.top<b?null:n},Dt=(i,t)=>i-t,gt=(i,t)=>{let e=x(t.x,-i.left,100-i.right),s=x(t.y,-i.top,100-i.bottom);return{left:$(i.left+e),top:$(i.top+s),right:$(i.right+e),bottom:$(i.bottom+s)}},yt=(i,t,e)=>{let s=t.startsWith("n"),r=t.endsWith("w");return{left:r?$(x(e.x,0,i.right-b)):i.left,right:r?i.right:$(x(e.x,i.left+b,100)),top:s?$(x(e.y,0,i.bottom-b)):i.top,bottom:s?i.bottom:$(x(e.y,i.top+b,100))}},jt=(i,t,e)=>{let s={left:[0,i.right-b],top:[0,i.bottom-b],right:[i.left+b,100],bottom:[i.top+b,100]};return{...i,[t]:$(x(e,...s[t]))}},Bt=(i,t,e)=>{let r={ArrowLeft:{x:-1,y:0},ArrowRight:{x:1,y:0},ArrowUp:{x:0,y:-1},ArrowDown:{x:0,y:1}}[t];return r===void 0?null:e?yt(i,"se",{x:i.right+r.x,y:i.bottom+r.y}):gt(i,r)},$t=i=>i===null||Object.keys(z).every(t=>i[t]===z[t]);var ce=["left","top","right","bottom"],le=["nw","ne","sw","se"],Wt=20,y=class extends v{constructor(){super(...arguments);this.zone=z;this.masks=[];this.chosen=0;this.drawsMask=!1}willUpdate(e){e.has("areas")&&(this.zone=this.areas.zone??z,this.masks=this.areas.masks,this.chosen=0)}get drawn(){return{zone:$t(this.zone)?null:this.zone,masks:this.masks}}render(){let{texts:e,areas:s}=this;return m`<p id="help" class="quiet">${e.say("areas_help")}</p>
      <div class="picture">
        <img src=${s.picture} alt=${e.say("areas_picture",{camera:s.camera})} draggable="false" />
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          role="group"
          aria-describedby="help"
          aria-label=${e.say("areas_picture",{camera:s.camera})}
          @pointerdown=${this.press}
          @pointermove=${this.move}
          @pointerup=${this.release}
          @pointercancel=${this.release}
        >
          <path class="outside" fill-rule="evenodd" d=${pe(this.zone)}></path>
          ${this.all.map((r,o)=>this.rectangle(r,o))} ${this.corners()}
        </svg>
      </div>
      <div class="actions">
        <button
          aria-pressed=${this.drawsMask}
          ?disabled=${this.masks.length>=Wt}
          @click=${()=>this.drawsMask=!this.drawsMask}
        >
          ${e.say("areas_draw_mask")}
        </button>
        <button ?disabled=${this.masks.length>=Wt} @click=${this.addMask}>
          ${e.say("areas_add_mask")}
        </button>
        <button @click=${()=>this.put(0,z)}>${e.say("areas_whole")}</button>
      </div>
      ${this.all.map((r,o)=>this.numbers(r,o))}`}get all(){return[this.zone,...this.masks]}nameOf(e){return e===0?this.texts.say("areas_zone"):this.texts.say("areas_mask",{number:e})}rectangle(e,s){return dt`<rect
      class="area ${s===0?"zone":"mask"} ${s===this.chosen?"chosen":""}"
      x=${e.left} y=${e.top} width=${e.right-e.left} height=${e.bottom-e.top}
      tabindex="0" role="button" aria-label=${this.described(e,s)} data-index=${s}
      @keydown=${o=>this.key(o,s)}
      @focus=${()=>this.chosen=s}
    ></rect>`}described(e,s){return this.texts.say("areas_described",{...e,name:this.nameOf(s)})}corners(){let e=this.all[this.chosen];return e===void 0?c:le.map(s=>dt`<circle class="corner" data-corner=${s} r="1.6"
        cx=${s.endsWith("w")?e.left:e.right}
        cy=${s.startsWith("n")?e.top:e.bottom}></circle>`)}numbers(e,s){let{texts:r}=this;return m`<fieldset>
      <legend>${this.nameOf(s)}</legend>
      ${ce.map(o=>m`<label>
          ${r.say(`areas_${o}`)}
          <input
            type="number"
            min="0"
            max="100"
            step="0.1"
            .value=${String(e[o])}
            @change=${n=>{let h=n.target.valueAsNumber;Number.isNaN(h)||this.put(s,jt(e,o,h)),this.requestUpdate()}}
          />
        </label>`)}
      ${s===0?c:m`<button
            aria-label=${r.say("areas_remove_mask",{number:s})}
            @click=${()=>this.removeMask(s)}
          >
            ${r.say("areas_remove")}
          </button>`}
    </fieldset>`}put(e,s){e===0?this.zone=s:this.masks=this.masks.map((r,o)=>o===e-1?s:r)}addMask(){this.masks=[...this.masks,{left:40,top:40,right:60,bottom:60}],this.chosen=this.masks.length}removeMask(e){this.masks=this.masks.filter((s,r)=>r!==e-1),this.chosen=0}at(e){let s=this.picture.getBoundingClientRect();return{x:100*(e.clientX-s.left)/s.width,y:100*(e.clientY-s.top)/s.height}}press(e){let{index:s,corner:r}=e.target.dataset,o=this.at(e);if(this.picture.setPointerCapture(e.pointerId),r!==void 0){let n=this.all[this.chosen];this.hold={index:this.chosen,from:o,before:n,corner:r}}else!this.drawsMask&&s!==void 0&&!$t(this.all[Number(s)])?(this.chosen=Number(s),this.hold={index:this.chosen,from:o,before:this.all[this.chosen]}):(this.drawnFrom=o,this.drawsMask&&(this.chosen=this.masks.length+1))}move(e){let s=this.at(e);if(this.hold!==void 0){let{index:r,from:o,before:n,corner:h}=this.hold,a={x:s.x-o.x,y:s.y-o.y};this.put(r,h?yt(n,h,s):gt(n,a))}else if(this.drawnFrom!==void 0){let r=Vt(this.drawnFrom,s);r!==null&&this.draw(r)}}draw(e){this.drawsMask?this.chosen>this.masks.length?(this.masks=[...this.masks,e],this.chosen=this.masks.length):this.put(this.chosen,e):(this.zone=e,this.chosen=0)}release(){this.drawnFrom!==void 0&&(this.drawsMask=!1,this.chosen=Math.min(this.chosen,this.masks.length)),this.hold=void 0,this.drawnFrom=void 0}key(e,s){if((e.key==="Delete"||e.key==="Backspace")&&s>0){e.preventDefault(),this.removeMask(s);return}let r=Bt(this.all[s],e.key,e.shiftKey);r!==null&&(e.preventDefault(),this.put(s,r))}};y.styles=[Q,E`
      .picture {
        position: relative;
        touch-action: none;
        line-height: 0;
      }
      .picture img {
        width: 100%;
        height: auto;
        border-radius: 8px;
      }
      svg {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        cursor: crosshair;
      }
      .outside {
        fill: rgb(0 0 0 / 55%);
        pointer-events: none;
      }
      rect.area {
        fill: transparent;
        stroke: #fff;
        stroke-width: 3;
        vector-effect: non-scaling-stroke;
        paint-order: stroke;
        cursor: move;
      }
      rect.mask {
        fill: rgb(200 0 60 / 55%);
      }
      rect.chosen {
        stroke: #ffeb3b;
        stroke-width: 4;
      }
      rect:focus-visible {
        outline: none;
        stroke: #ffeb3b;
        stroke-width: 6;
      }
      .corner {
        fill: #ffeb3b;
        stroke: #000;
        stroke-width: 1;
        vector-effect: non-scaling-stroke;
        cursor: nwse-resize;
      }
      fieldset {
        border: 1px solid var(--line);
        border-radius: 8px;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: end;
        margin: 8px 0 0;
      }
      label {
        display: grid;
        font-size: 0.9rem;
      }
      input {
        width: 6.5em;
      }
    `],d([O({attribute:!1})],y.prototype,"texts",2),d([O({attribute:!1})],y.prototype,"areas",2),d([g()],y.prototype,"zone",2),d([g()],y.prototype,"masks",2),d([g()],y.prototype,"chosen",2),d([g()],y.prototype,"drawsMask",2),d([Y("svg")],y.prototype,"picture",2),y=d([X("plate-recognizer-areas")],y);var pe=({left:i,top:t,right:e,bottom:s})=>`M0 0H100V100H0Z M${i} ${t}H${e}V${s}H${i}Z`;var de="invalid_area",f=class extends v{constructor(){super(...arguments);this.failure="";this.isSaved=!1;this.isBusy=!1}get wanted(){let e=new URLSearchParams(window.location.search);return{account:e.get("account")??"",camera:e.get("camera")??""}}willUpdate(e){e.has("hass")&&this.texts===void 0&&this.hass!==void 0&&(tt.load(this.hass).then(s=>this.texts=s),this.load())}async load(){let{account:e,camera:s}=this.wanted;this.failure="",this.isSaved=!1;try{this.areas=await Tt(this.hass,e,s),this.coaching=await Lt(this.hass,e,s)}catch(r){this.failure=ft(r)}}async save(){let{account:e,camera:s}=this.wanted;this.isBusy=!0,this.isSaved=!1;try{await Nt(this.hass,e,s,this.editor.drawn),this.failure="",this.isSaved=!0}catch(r){this.failure=this.reasonOf(r)}finally{this.isBusy=!1}}reasonOf(e){let{code:s,translation_key:r,translation_placeholders:o}=e;return s===de&&r!==void 0?this.texts.areaError(r,o):ft(e)}render(){let{texts:e,areas:s}=this;return e===void 0?c:m`<main>
      <div><button @click=${()=>window.history.back()}>${e.say("back")}</button></div>
      <h1>${s?e.say("areas_title",{camera:s.camera}):e.say("areas")}</h1>
      ${this.failure?m`<p class="error" role="alert">${this.failure}</p>`:c}
      ${s?m`<plate-recognizer-areas .texts=${e} .areas=${s}></plate-recognizer-areas>
            <div class="actions">
              <button class="main" ?disabled=${this.isBusy} @click=${this.save}>
                ${e.say("save")}
              </button>
              <button ?disabled=${this.isBusy} @click=${this.load}>
                ${e.say("areas_new_picture")}
              </button>
            </div>
            <p role="status">${this.isSaved?e.say("areas_saved"):""}</p>`:this.failure?c:m`<p role="status">${e.say("loading")}</p>`}
      ${this.coaching?this.coach(this.coaching,e):c}
    </main>`}coach(e,s){return m`<section>
      <h2>${s.say("coach")}</h2>
      <p class="quiet">${s.say("coach_based_on",{count:e.sightings})}</p>
      <ul>
        ${e.advice.map(r=>m`<li>
            <span>${s.say(`coach_${r.key}`,r.values)}</span>
            ${r.picture?m`<img src=${r.picture} alt=${s.say("coach_picture")} loading="lazy" />`:c}
          </li>`)}
      </ul>
    </section>`}};f.styles=[Q,E`
      :host {
        display: block;
        height: 100%;
        overflow: auto;
        background: var(--primary-background-color, #fafafa);
      }
      main {
        max-width: 960px;
        margin: 0 auto;
        padding: 16px;
        display: grid;
        gap: 16px;
      }
      h1 {
        font-size: 1.5rem;
        font-weight: 400;
        margin: 0;
      }
      li {
        display: grid;
        gap: 8px;
        padding: 8px 0;
      }
      li img {
        max-width: 320px;
        width: 100%;
        border-radius: 8px;
      }
    `],d([O({attribute:!1})],f.prototype,"hass",2),d([g()],f.prototype,"texts",2),d([g()],f.prototype,"areas",2),d([g()],f.prototype,"coaching",2),d([g()],f.prototype,"failure",2),d([g()],f.prototype,"isSaved",2),d([g()],f.prototype,"isBusy",2),d([Y("plate-recognizer-areas")],f.prototype,"editor",2),f=d([X("plate-recognizer-panel")],f);export{f as CameraPanel};
