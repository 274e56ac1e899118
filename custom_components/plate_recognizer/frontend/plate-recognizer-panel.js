var Yt=Object.defineProperty;var Jt=Object.getOwnPropertyDescriptor;var p=(i,t,e,s)=>{for(var r=s>1?void 0:s?Jt(t,e):t,o=i.length-1,n;o>=0;o--)(n=i[o])&&(r=(s?n(t,e,r):n(r))||r);return s&&r&&Yt(t,e,r),r};var K=globalThis,F=K.ShadowRoot&&(K.ShadyCSS===void 0||K.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,et=Symbol(),bt=new WeakMap,N=class{constructor(t,e,s){if(this._$cssResult$=!0,s!==et)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(F&&t===void 0){let s=e!==void 0&&e.length===1;s&&(t=bt.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),s&&bt.set(e,t))}return t}toString(){return this.cssText}},vt=i=>new N(typeof i=="string"?i:i+"",void 0,et),k=(i,...t)=>{let e=i.length===1?i[0]:t.reduce((s,r,o)=>s+(n=>{if(n._$cssResult$===!0)return n.cssText;if(typeof n=="number")return n;throw Error("Value passed to 'css' function must be a 'css' function result: "+n+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(r)+i[o+1],i[0]);return new N(e,i,et)},_t=(i,t)=>{if(F)i.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let s=document.createElement("style"),r=K.litNonce;r!==void 0&&s.setAttribute("nonce",r),s.textContent=e.cssText,i.appendChild(s)}},st=F?i=>i:i=>i instanceof CSSStyleSheet?(t=>{let e="";for(let s of t.cssRules)e+=s.cssText;return vt(e)})(i):i;var{is:Xt,defineProperty:Qt,getOwnPropertyDescriptor:te,getOwnPropertyNames:ee,getOwnPropertySymbols:se,getPrototypeOf:re}=Object,Z=globalThis,xt=Z.trustedTypes,ie=xt?xt.emptyScript:"",oe=Z.reactiveElementPolyfillSupport,z=(i,t)=>i,L={toAttribute(i,t){switch(t){case Boolean:i=i?ie:null;break;case Object:case Array:i=i==null?i:JSON.stringify(i)}return i},fromAttribute(i,t){let e=i;switch(t){case Boolean:e=i!==null;break;case Number:e=i===null?null:Number(i);break;case Object:case Array:try{e=JSON.parse(i)}catch{e=null}}return e}},G=(i,t)=>!Xt(i,t),At={attribute:!0,type:String,converter:L,reflect:!1,useDefault:!1,hasChanged:G};Symbol.metadata??=Symbol("metadata"),Z.litPropertyMetadata??=new WeakMap;var x=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=At){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let s=Symbol(),r=this.getPropertyDescriptor(t,s,e);r!==void 0&&Qt(this.prototype,t,r)}}static getPropertyDescriptor(t,e,s){let{get:r,set:o}=te(this.prototype,t)??{get(){return this[e]},set(n){this[e]=n}};return{get:r,set(n){let c=r?.call(this);o?.call(this,n),this.requestUpdate(t,c,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??At}static _$Ei(){if(this.hasOwnProperty(z("elementProperties")))return;let t=re(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(z("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(z("properties"))){let e=this.properties,s=[...ee(e),...se(e)];for(let r of s)this.createProperty(r,e[r])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[s,r]of e)this.elementProperties.set(s,r)}this._$Eh=new Map;for(let[e,s]of this.elementProperties){let r=this._$Eu(e,s);r!==void 0&&this._$Eh.set(r,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let s=new Set(t.flat(1/0).reverse());for(let r of s)e.unshift(st(r))}else t!==void 0&&e.push(st(t));return e}static _$Eu(t,e){let s=e.attribute;return s===!1?void 0:typeof s=="string"?s:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let s of e.keys())this.hasOwnProperty(s)&&(t.set(s,this[s]),delete this[s]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return _t(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,s){this._$AK(t,s)}_$ET(t,e){let s=this.constructor.elementProperties.get(t),r=this.constructor._$Eu(t,s);if(r!==void 0&&s.reflect===!0){let o=(s.converter?.toAttribute!==void 0?s.converter:L).toAttribute(e,s.type);this._$Em=t,o==null?this.removeAttribute(r):this.setAttribute(r,o),this._$Em=null}}_$AK(t,e){let s=this.constructor,r=s._$Eh.get(t);if(r!==void 0&&this._$Em!==r){let o=s.getPropertyOptions(r),n=typeof o.converter=="function"?{fromAttribute:o.converter}:o.converter?.fromAttribute!==void 0?o.converter:L;this._$Em=r;let c=n.fromAttribute(e,o.type);this[r]=c??this._$Ej?.get(r)??c,this._$Em=null}}requestUpdate(t,e,s,r=!1,o){if(t!==void 0){let n=this.constructor;if(r===!1&&(o=this[t]),s??=n.getPropertyOptions(t),!((s.hasChanged??G)(o,e)||s.useDefault&&s.reflect&&o===this._$Ej?.get(t)&&!this.hasAttribute(n._$Eu(t,s))))return;this.C(t,e,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:s,reflect:r,wrapped:o},n){s&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,n??e??this[t]),o!==!0||n!==void 0)||(this._$AL.has(t)||(this.hasUpdated||s||(e=void 0),this._$AL.set(t,e)),r===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[r,o]of this._$Ep)this[r]=o;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[r,o]of s){let{wrapped:n}=o,c=this[r];n!==!0||this._$AL.has(r)||c===void 0||this.C(r,void 0,o,c)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(e)):this._$EM()}catch(s){throw t=!1,this._$EM(),s}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};x.elementStyles=[],x.shadowRootOptions={mode:"open"},x[z("elementProperties")]=new Map,x[z("finalized")]=new Map,oe?.({ReactiveElement:x}),(Z.reactiveElementVersions??=[]).push("2.1.2");var lt=globalThis,wt=i=>i,Y=lt.trustedTypes,St=Y?Y.createPolicy("lit-html",{createHTML:i=>i}):void 0,Ot="$lit$",E=`lit$${Math.random().toFixed(9).slice(2)}$`,Mt="?"+E,ne=`<${Mt}>`,C=document,D=()=>C.createComment(""),q=i=>i===null||typeof i!="object"&&typeof i!="function",ht=Array.isArray,ae=i=>ht(i)||typeof i?.[Symbol.iterator]=="function",rt=`[ 	
\f\r]`,B=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Et=/-->/g,kt=/>/g,T=RegExp(`>|${rt}(?:([^\\s"'>=/]+)(${rt}*=${rt}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Tt=/'/g,Pt=/"/g,Ht=/^(?:script|style|textarea|title)$/i,dt=i=>(t,...e)=>({_$litType$:i,strings:t,values:e}),m=dt(1),Rt=dt(2),ke=dt(3),A=Symbol.for("lit-noChange"),l=Symbol.for("lit-nothing"),Ct=new WeakMap,P=C.createTreeWalker(C,129);function Ut(i,t){if(!ht(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return St!==void 0?St.createHTML(t):t}var ce=(i,t)=>{let e=i.length-1,s=[],r,o=t===2?"<svg>":t===3?"<math>":"",n=B;for(let c=0;c<e;c++){let a=i[c],d,u,h=-1,_=0;for(;_<a.length&&(n.lastIndex=_,u=n.exec(a),u!==null);)_=n.lastIndex,n===B?u[1]==="!--"?n=Et:u[1]!==void 0?n=kt:u[2]!==void 0?(Ht.test(u[2])&&(r=RegExp("</"+u[2],"g")),n=T):u[3]!==void 0&&(n=T):n===T?u[0]===">"?(n=r??B,h=-1):u[1]===void 0?h=-2:(h=n.lastIndex-u[2].length,d=u[1],n=u[3]===void 0?T:u[3]==='"'?Pt:Tt):n===Pt||n===Tt?n=T:n===Et||n===kt?n=B:(n=T,r=void 0);let S=n===T&&i[c+1].startsWith("/>")?" ":"";o+=n===B?a+ne:h>=0?(s.push(d),a.slice(0,h)+Ot+a.slice(h)+E+S):a+E+(h===-2?c:S)}return[Ut(i,o+(i[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),s]},V=class i{constructor({strings:t,_$litType$:e},s){let r;this.parts=[];let o=0,n=0,c=t.length-1,a=this.parts,[d,u]=ce(t,e);if(this.el=i.createElement(d,s),P.currentNode=this.el.content,e===2||e===3){let h=this.el.content.firstChild;h.replaceWith(...h.childNodes)}for(;(r=P.nextNode())!==null&&a.length<c;){if(r.nodeType===1){if(r.hasAttributes())for(let h of r.getAttributeNames())if(h.endsWith(Ot)){let _=u[n++],S=r.getAttribute(h).split(E),I=/([.?@])?(.*)/.exec(_);a.push({type:1,index:o,name:I[2],strings:S,ctor:I[1]==="."?ot:I[1]==="?"?nt:I[1]==="@"?at:R}),r.removeAttribute(h)}else h.startsWith(E)&&(a.push({type:6,index:o}),r.removeAttribute(h));if(Ht.test(r.tagName)){let h=r.textContent.split(E),_=h.length-1;if(_>0){r.textContent=Y?Y.emptyScript:"";for(let S=0;S<_;S++)r.append(h[S],D()),P.nextNode(),a.push({type:2,index:++o});r.append(h[_],D())}}}else if(r.nodeType===8)if(r.data===Mt)a.push({type:2,index:o});else{let h=-1;for(;(h=r.data.indexOf(E,h+1))!==-1;)a.push({type:7,index:o}),h+=E.length-1}o++}}static createElement(t,e){let s=C.createElement("template");return s.innerHTML=t,s}};function H(i,t,e=i,s){if(t===A)return t;let r=s!==void 0?e._$Co?.[s]:e._$Cl,o=q(t)?void 0:t._$litDirective$;return r?.constructor!==o&&(r?._$AO?.(!1),o===void 0?r=void 0:(r=new o(i),r._$AT(i,e,s)),s!==void 0?(e._$Co??=[])[s]=r:e._$Cl=r),r!==void 0&&(t=H(i,r._$AS(i,t.values),r,s)),t}var it=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:s}=this._$AD,r=(t?.creationScope??C).importNode(e,!0);P.currentNode=r;let o=P.nextNode(),n=0,c=0,a=s[0];for(;a!==void 0;){if(n===a.index){let d;a.type===2?d=new j(o,o.nextSibling,this,t):a.type===1?d=new a.ctor(o,a.name,a.strings,this,t):a.type===6&&(d=new ct(o,this,t)),this._$AV.push(d),a=s[++c]}n!==a?.index&&(o=P.nextNode(),n++)}return P.currentNode=C,r}p(t){let e=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(t,s,e),e+=s.strings.length-2):s._$AI(t[e])),e++}},j=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,s,r){this.type=2,this._$AH=l,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=s,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=H(this,t,e),q(t)?t===l||t==null||t===""?(this._$AH!==l&&this._$AR(),this._$AH=l):t!==this._$AH&&t!==A&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):ae(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==l&&q(this._$AH)?this._$AA.nextSibling.data=t:this.T(C.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:s}=t,r=typeof s=="number"?this._$AC(t):(s.el===void 0&&(s.el=V.createElement(Ut(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===r)this._$AH.p(e);else{let o=new it(r,this),n=o.u(this.options);o.p(e),this.T(n),this._$AH=o}}_$AC(t){let e=Ct.get(t.strings);return e===void 0&&Ct.set(t.strings,e=new V(t)),e}k(t){ht(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,s,r=0;for(let o of t)r===e.length?e.push(s=new i(this.O(D()),this.O(D()),this,this.options)):s=e[r],s._$AI(o),r++;r<e.length&&(this._$AR(s&&s._$AB.nextSibling,r),e.length=r)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let s=wt(t).nextSibling;wt(t).remove(),t=s}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},R=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,s,r,o){this.type=1,this._$AH=l,this._$AN=void 0,this.element=t,this.name=e,this._$AM=r,this.options=o,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=l}_$AI(t,e=this,s,r){let o=this.strings,n=!1;if(o===void 0)t=H(this,t,e,0),n=!q(t)||t!==this._$AH&&t!==A,n&&(this._$AH=t);else{let c=t,a,d;for(t=o[0],a=0;a<o.length-1;a++)d=H(this,c[s+a],e,a),d===A&&(d=this._$AH[a]),n||=!q(d)||d!==this._$AH[a],d===l?t=l:t!==l&&(t+=(d??"")+o[a+1]),this._$AH[a]=d}n&&!r&&this.j(t)}j(t){t===l?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},ot=class extends R{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===l?void 0:t}},nt=class extends R{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==l)}},at=class extends R{constructor(t,e,s,r,o){super(t,e,s,r,o),this.type=5}_$AI(t,e=this){if((t=H(this,t,e,0)??l)===A)return;let s=this._$AH,r=t===l&&s!==l||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,o=t!==l&&(s===l||r);r&&this.element.removeEventListener(this.name,this,s),o&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},ct=class{constructor(t,e,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){H(this,t)}};var le=lt.litHtmlPolyfillSupport;le?.(V,j),(lt.litHtmlVersions??=[]).push("3.3.3");var Nt=(i,t,e)=>{let s=e?.renderBefore??t,r=s._$litPart$;if(r===void 0){let o=e?.renderBefore??null;s._$litPart$=r=new j(t.insertBefore(D(),o),o,void 0,e??{})}return r._$AI(i),r};var pt=globalThis,b=class extends x{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=Nt(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return A}};b._$litElement$=!0,b.finalized=!0,pt.litElementHydrateSupport?.({LitElement:b});var he=pt.litElementPolyfillSupport;he?.({LitElement:b});(pt.litElementVersions??=[]).push("4.2.2");var J=i=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(i,t)}):customElements.define(i,t)};var de={attribute:!0,type:String,converter:L,reflect:!1,hasChanged:G},pe=(i=de,t,e)=>{let{kind:s,metadata:r}=e,o=globalThis.litPropertyMetadata.get(r);if(o===void 0&&globalThis.litPropertyMetadata.set(r,o=new Map),s==="setter"&&((i=Object.create(i)).wrapped=!0),o.set(e.name,i),s==="accessor"){let{name:n}=e;return{set(c){let a=t.get.call(this);t.set.call(this,c),this.requestUpdate(n,a,i,!0,c)},init(c){return c!==void 0&&this.C(n,void 0,i,c),c}}}if(s==="setter"){let{name:n}=e;return function(c){let a=this[n];t.call(this,c),this.requestUpdate(n,a,i,!0,c)}}throw Error("Unsupported decorator location: "+s)};function O(i){return(t,e)=>typeof e=="object"?pe(i,t,e):((s,r,o)=>{let n=r.hasOwnProperty(o);return r.constructor.createProperty(o,s),n?Object.getOwnPropertyDescriptor(r,o):void 0})(i,t,e)}function g(i){return O({...i,state:!0,attribute:!1})}var M=(i,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(i,t,e),e);function X(i,t){return(e,s,r)=>{let o=n=>n.renderRoot?.querySelector(i)??null;if(t){let{get:n,set:c}=typeof s=="object"?e:r??(()=>{let a=Symbol();return{get(){return this[a]},set(d){this[a]=d}}})();return M(e,s,{get(){let a=n.call(this);return a===void 0&&(a=o(this),(a!==null||this.hasUpdated)&&c.call(this,a)),a}})}return M(e,s,{get(){return o(this)}})}}var ut="plate_recognizer";var zt=(i,t,e)=>i.callWS({type:`${ut}/areas/get`,config_entry_id:t,subentry_id:e}),Lt=(i,t,e,s)=>i.callWS({type:`${ut}/areas/set`,config_entry_id:t,subentry_id:e,...s}),Bt=(i,t,e)=>i.callWS({type:`${ut}/coach/get`,config_entry_id:t,subentry_id:e});var Q=k`
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
  h2 {
    font-size: 1.3rem;
    font-weight: 500;
  }
  h3 {
    font-size: 1rem;
    font-weight: 500;
  }
  .quiet {
    color: var(--quiet);
  }
  button,
  a.button {
    font: inherit;
    text-decoration: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    box-sizing: border-box;
    color: var(--primary-text-color);
    background: var(--secondary-background-color, #f0f0f0);
    border: 1px solid var(--line);
    border-radius: 8px;
    min-height: 40px;
    padding: 4px 12px;
    cursor: pointer;
  }
  button:hover,
  a.button:hover {
    border-color: var(--quiet);
  }
  /* White on a theme's own colour is often too faint to be read. */
  button.main {
    color: var(--card-background-color, #fff);
    background: var(--primary-text-color, #212121);
    border-color: transparent;
  }
  button[aria-pressed="true"] {
    border-color: var(--primary-text-color, #212121);
    box-shadow: inset 0 0 0 1px var(--primary-text-color, #212121);
  }
  button:disabled {
    opacity: 0.6;
    cursor: default;
  }
  button:focus-visible,
  a.button:focus-visible,
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
    border-inline-start: 6px solid var(--error-color, #b00020);
    padding-inline-start: 8px;
    overflow-wrap: anywhere;
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
`;var ft="plate_recognizer",ue=["common","entity","selector","config_subentries","exceptions"],me=i=>typeof i=="object"&&i!==null?i:{};var mt=new Map,W=class{constructor(t){this.resources=t}static load(t){let{language:e}=t,s=mt.get(e);return s===void 0&&(s=fe(t,e),mt.set(e,s),s.catch(()=>mt.delete(e))),s}say(t,e){return this.find(`common.card_${t}`,e)}status(t){return this.find(`selector.status.options.${t.status}`)}decision(t){return this.find(`entity.sensor.decision.state.${t}`)||t}areaError(t,e){return this.find(`config_subentries.camera.error.${t}`,e)||t}failure(t){let e=me(t),s=e.translation_domain===ft&&e.translation_key!==void 0,r=`exceptions.${e.translation_key}.message`;return s&&this.find(r,e.translation_placeholders)||e.message||String(t)}find(t,e={}){return(this.resources[`component.${ft}.${t}`]??"").replace(/\{(\w+)\}/g,(r,o)=>String(e[o]??r))}},fe=async(i,t)=>{let e=await Promise.all(ue.map(s=>i.callWS({type:"frontend/get_translations",integration:ft,language:t,category:s})));return new W(Object.assign({},...e.map(({resources:s})=>s)))};var Dt={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},qt=i=>(...t)=>({_$litDirective$:i,values:t}),tt=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,s){this._$Ct=t,this._$AM=e,this._$Ci=s}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}};var Vt="important",ge=" !"+Vt,jt=qt(class extends tt{constructor(i){if(super(i),i.type!==Dt.ATTRIBUTE||i.name!=="style"||i.strings?.length>2)throw Error("The `styleMap` directive must be used in the `style` attribute and must be the only part in the attribute.")}render(i){return Object.keys(i).reduce((t,e)=>{let s=i[e];return s==null?t:t+`${e=e.includes("-")?e:e.replace(/(?:^(webkit|moz|ms|o)|)(?=[A-Z])/g,"-$&").toLowerCase()}:${s};`},"")}update(i,[t]){let{style:e}=i.element;if(this.ft===void 0)return this.ft=new Set(Object.keys(t)),this.render(t);for(let s of this.ft)t[s]==null&&(this.ft.delete(s),s.includes("-")?e.removeProperty(s):e[s]=null);for(let s in t){let r=t[s];if(r!=null){this.ft.add(s);let o=typeof r=="string"&&r.endsWith(ge);s.includes("-")||o?e.setProperty(s,o?r.slice(0,-11):r,o?Vt:""):e[s]=r}}return A}});var U={left:0,top:0,right:100,bottom:100},v=1,Wt=10,$=i=>Math.round(i*Wt)/Wt,w=(i,t,e)=>Math.min(Math.max(i,t),e),Kt=(i,t)=>{let[e,s]=[i.x,t.x].map(c=>$(w(c,0,100))).sort(It),[r,o]=[i.y,t.y].map(c=>$(w(c,0,100))).sort(It),n={left:e,top:r,right:s,bottom:o};return n.right-n.left<v||n.bottom-n.top<v?null:n},It=(i,t)=>i-t,gt=(i,t)=>{let e=w(t.x,-i.left,100-i.right),s=w(t.y,-i.top,100-i.bottom);return{left:$(i.left+e),top:$(i.top+s),right:$(i.right+e),bottom:$(i.bottom+s)}},yt=(i,t,e)=>{let s=t.startsWith("n"),r=t.endsWith("w");return{left:r?$(w(e.x,0,i.right-v)):i.left,right:r?i.right:$(w(e.x,i.left+v,100)),top:s?$(w(e.y,0,i.bottom-v)):i.top,bottom:s?i.bottom:$(w(e.y,i.top+v,100))}},Ft=(i,t,e)=>{let s={left:[0,i.right-v],top:[0,i.bottom-v],right:[i.left+v,100],bottom:[i.top+v,100]};return{...i,[t]:$(w(e,...s[t]))}},Zt=(i,t,e)=>{let r={ArrowLeft:{x:-1,y:0},ArrowRight:{x:1,y:0},ArrowUp:{x:0,y:-1},ArrowDown:{x:0,y:1}}[t];return r===void 0?null:e?yt(i,"se",{x:i.right+r.x,y:i.bottom+r.y}):gt(i,r)},$t=i=>i===null||Object.keys(U).every(t=>i[t]===U[t]);var ye=["left","top","right","bottom"],$e=["nw","ne","sw","se"],Gt=20,y=class extends b{constructor(){super(...arguments);this.zone=U;this.masks=[];this.chosen=0;this.drawsMask=!1}willUpdate(e){e.has("areas")&&(this.zone=this.areas.zone??U,this.masks=this.areas.masks,this.chosen=0)}get drawn(){return{zone:$t(this.zone)?null:this.zone,masks:this.masks}}render(){let{texts:e,areas:s}=this;return m`<p id="help" class="quiet">${e.say("areas_help")}</p>
      <div
        class="picture"
        @pointerdown=${this.press}
        @pointermove=${this.move}
        @pointerup=${this.release}
        @pointercancel=${this.release}
      >
        <img src=${s.picture} alt=${e.say("areas_picture",{camera:s.camera})} draggable="false" />
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          role="group"
          aria-describedby="help"
          aria-label=${e.say("areas_picture",{camera:s.camera})}
        >
          <path class="outside" fill-rule="evenodd" d=${be(this.zone)}></path>
          ${this.all.map((r,o)=>this.rectangle(r,o))}
        </svg>
        ${this.corners()}
      </div>
      <div class="actions">
        <button
          aria-pressed=${this.drawsMask}
          ?disabled=${this.masks.length>=Gt}
          @click=${()=>this.drawsMask=!this.drawsMask}
        >
          ${e.say("areas_draw_mask")}
        </button>
        <button ?disabled=${this.masks.length>=Gt} @click=${this.addMask}>
          ${e.say("areas_add_mask")}
        </button>
        <button @click=${()=>this.put(0,U)}>${e.say("areas_whole")}</button>
      </div>
      ${this.all.map((r,o)=>this.numbers(r,o))}`}get all(){return[this.zone,...this.masks]}nameOf(e){return e===0?this.texts.say("areas_zone"):this.texts.say("areas_mask",{number:e})}rectangle(e,s){return Rt`<rect
      class="area ${s===0?"zone":"mask"} ${s===this.chosen?"chosen":""}"
      x=${e.left} y=${e.top} width=${e.right-e.left} height=${e.bottom-e.top}
      tabindex="0" role="button" aria-label=${this.described(e,s)} data-index=${s}
      @keydown=${o=>this.key(o,s)}
      @focus=${()=>this.chosen=s}
    ></rect>`}described(e,s){return this.texts.say("areas_described",{...e,name:this.nameOf(s)})}corners(){let e=this.all[this.chosen];return e===void 0||this.drawsMask?l:$e.map(s=>m`<div
        class="corner"
        data-corner=${s}
        style=${jt({left:`${s.endsWith("w")?e.left:e.right}%`,top:`${s.startsWith("n")?e.top:e.bottom}%`})}
      ></div>`)}numbers(e,s){let{texts:r}=this;return m`<fieldset>
      <legend>${this.nameOf(s)}</legend>
      ${ye.map(o=>m`<label>
          ${r.say(`areas_${o}`)}
          <input
            type="number"
            min="0"
            max="100"
            step="0.1"
            .value=${String(e[o])}
            @change=${n=>{let c=n.target.valueAsNumber;Number.isNaN(c)||this.put(s,Ft(e,o,c)),this.requestUpdate()}}
          />
        </label>`)}
      ${s===0?l:m`<button
            aria-label=${r.say("areas_remove_mask",{number:s})}
            @click=${()=>this.removeMask(s)}
          >
            ${r.say("areas_remove")}
          </button>`}
    </fieldset>`}put(e,s){e===0?this.zone=s:this.masks=this.masks.map((r,o)=>o===e-1?s:r)}addMask(){this.masks=[...this.masks,{left:40,top:40,right:60,bottom:60}],this.chosen=this.masks.length}removeMask(e){this.masks=this.masks.filter((s,r)=>r!==e-1),this.chosen=0}at(e){let s=this.picture.getBoundingClientRect();return{x:100*(e.clientX-s.left)/s.width,y:100*(e.clientY-s.top)/s.height}}press(e){let{index:s,corner:r}=e.target.dataset,o=this.at(e);if(this.picture.setPointerCapture(e.pointerId),r!==void 0){let n=this.all[this.chosen];this.hold={index:this.chosen,from:o,before:n,corner:r}}else!this.drawsMask&&s!==void 0&&!$t(this.all[Number(s)])?(this.chosen=Number(s),this.hold={index:this.chosen,from:o,before:this.all[this.chosen]}):this.drawing={index:this.drawsMask?this.masks.length+1:0,from:o}}move(e){let s=this.at(e);if(this.hold!==void 0){let{index:r,from:o,before:n,corner:c}=this.hold,a={x:s.x-o.x,y:s.y-o.y};this.put(r,c?yt(n,c,s):gt(n,a))}else if(this.drawing!==void 0){let r=Kt(this.drawing.from,s);r!==null&&this.draw(this.drawing.index,r)}}draw(e,s){e>this.masks.length?this.masks=[...this.masks,s]:this.put(e,s),this.chosen=e}release(){this.drawing!==void 0&&(this.drawsMask=!1),this.hold=void 0,this.drawing=void 0}key(e,s){if((e.key==="Delete"||e.key==="Backspace")&&s>0){e.preventDefault(),this.removeMask(s);return}let r=Zt(this.all[s],e.key,e.shiftKey);r!==null&&(e.preventDefault(),this.put(s,r))}};y.styles=[Q,k`
      :host {
        display: grid;
        gap: 16px;
      }
      .picture {
        position: relative;
        touch-action: none;
        line-height: 0;
        cursor: crosshair;
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
      /* An outline is in per cent of the picture, too: as thick as a wall. */
      rect.area:focus,
      rect.area:focus-visible {
        outline: none;
      }
      rect.area:focus-visible {
        stroke: #ffeb3b;
        stroke-width: 6;
        stroke-dasharray: 12 4;
      }
      /* As large as a finger needs; seen is only the dot in it. */
      .corner {
        position: absolute;
        width: 32px;
        height: 32px;
        transform: translate(-50%, -50%);
        display: grid;
        place-items: center;
        cursor: nwse-resize;
      }
      .corner[data-corner="ne"],
      .corner[data-corner="sw"] {
        cursor: nesw-resize;
      }
      .corner::after {
        content: "";
        width: 12px;
        height: 12px;
        border-radius: 50%;
        background: #ffeb3b;
        border: 1px solid #000;
        pointer-events: none;
      }
      fieldset {
        border: 1px solid var(--line);
        border-radius: 8px;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(120px, 1fr));
        gap: 8px;
        align-items: end;
        margin: 0;
        min-width: 0;
      }
      label {
        display: grid;
        font-size: 0.9rem;
      }
      input {
        width: 100%;
      }
    `],p([O({attribute:!1})],y.prototype,"texts",2),p([O({attribute:!1})],y.prototype,"areas",2),p([g()],y.prototype,"zone",2),p([g()],y.prototype,"masks",2),p([g()],y.prototype,"chosen",2),p([g()],y.prototype,"drawsMask",2),p([X(".picture")],y.prototype,"picture",2),y=p([J("plate-recognizer-areas")],y);var be=({left:i,top:t,right:e,bottom:s})=>`M0 0H100V100H0Z M${i} ${t}H${e}V${s}H${i}Z`;var ve="invalid_area",_e=()=>window.history.length>1?window.history.back():window.location.assign("/"),f=class extends b{constructor(){super(...arguments);this.isSaved=!1;this.isBusy=!1;this.hasBegun=!1}get wanted(){let e=new URLSearchParams(window.location.search);return{account:e.get("account")??"",camera:e.get("camera")??""}}willUpdate(e){e.has("hass")&&this.hass!==void 0&&!this.hasBegun&&(this.hasBegun=!0,W.load(this.hass).then(s=>this.texts=s),this.load())}async load(){let{account:e,camera:s}=this.wanted;this.failure=void 0,this.isSaved=!1,this.isBusy=!0;try{this.areas=await zt(this.hass,e,s)}catch(r){this.failure=r}finally{this.isBusy=!1}this.coaching=await Bt(this.hass,e,s).catch(()=>{})}async save(){let{account:e,camera:s}=this.wanted;this.isBusy=!0,this.isSaved=!1;try{await Lt(this.hass,e,s,this.editor.drawn),this.failure=void 0,this.isSaved=!0}catch(r){this.failure=r}finally{this.isBusy=!1}}reasonOf(e,s){let{code:r,translation_key:o,translation_placeholders:n}=e;return r===ve&&o!==void 0?s.areaError(o,n):s.failure(e)}render(){let{texts:e,areas:s}=this;return e===void 0?l:m`<main>
      <div><button @click=${_e}>${e.say("back")}</button></div>
      <h1>${s?e.say("areas_title",{camera:s.camera}):e.say("areas")}</h1>
      ${this.failure?m`<p class="error" role="alert">${this.reasonOf(this.failure,e)}</p>`:l}
      ${s?m`<plate-recognizer-areas .texts=${e} .areas=${s}></plate-recognizer-areas>
            <div class="actions">
              <button class="main" ?disabled=${this.isBusy} @click=${this.save}>
                ${e.say("save")}
              </button>
              <button ?disabled=${this.isBusy} @click=${this.load}>
                ${e.say("areas_new_picture")}
              </button>
            </div>
            <p role="status">${this.isSaved?e.say("areas_saved"):""}</p>`:this.failure?l:m`<p role="status">${e.say("loading")}</p>`}
      ${this.coaching?this.coach(this.coaching,e):l}
    </main>`}coach(e,s){return m`<section>
      <h2>${s.say("coach")}</h2>
      <p class="quiet">${s.say("coach_based_on",{count:e.sightings})}</p>
      <ul>
        ${e.advice.map(r=>m`<li>
            <span>${s.say(`coach_${r.key}`,r.values)}</span>
            ${r.picture?this.example(r.picture,s):l}
          </li>`)}
      </ul>
    </section>`}example(e,s){return m`<a href=${e} target="_blank" rel="noopener"
      ><img src=${e} alt=${s.say("coach_picture")} loading="lazy"
    /></a>`}};f.styles=[Q,k`
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
      section {
        display: grid;
        gap: 8px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: grid;
        gap: 8px;
        padding: 8px 0;
      }
      li img {
        display: block;
        max-width: 640px;
        width: 100%;
        border-radius: 8px;
      }
    `],p([O({attribute:!1})],f.prototype,"hass",2),p([g()],f.prototype,"texts",2),p([g()],f.prototype,"areas",2),p([g()],f.prototype,"coaching",2),p([g()],f.prototype,"failure",2),p([g()],f.prototype,"isSaved",2),p([g()],f.prototype,"isBusy",2),p([X("plate-recognizer-areas")],f.prototype,"editor",2),f=p([J("plate-recognizer-panel")],f);export{f as CameraPanel};
