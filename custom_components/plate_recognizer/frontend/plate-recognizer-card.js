var zt=Object.defineProperty;var Je=Object.getOwnPropertyDescriptor;var u=(r,t,e)=>()=>{if(e)throw e[0];try{return r&&(t=r(r=0)),t}catch(s){throw e=[s],s}};var Bt=(r,t)=>{for(var e in t)zt(r,e,{get:t[e],enumerable:!0})};var p=(r,t,e,s)=>{for(var i=s>1?void 0:s?Je(t,e):t,n=r.length-1,o;n>=0;n--)(o=r[n])&&(i=(s?o(t,e,i):o(i))||i);return s&&i&&zt(t,e,i),i};var ot,at,xt,Wt,G,Ft,A,Kt,wt,At=u(()=>{"use strict";ot=globalThis,at=ot.ShadowRoot&&(ot.ShadyCSS===void 0||ot.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,xt=Symbol(),Wt=new WeakMap,G=class{constructor(t,e,s){if(this._$cssResult$=!0,s!==xt)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(at&&t===void 0){let s=e!==void 0&&e.length===1;s&&(t=Wt.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),s&&Wt.set(e,t))}return t}toString(){return this.cssText}},Ft=r=>new G(typeof r=="string"?r:r+"",void 0,xt),A=(r,...t)=>{let e=r.length===1?r[0]:t.reduce((s,i,n)=>s+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(i)+r[n+1],r[0]);return new G(e,r,xt)},Kt=(r,t)=>{if(at)r.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let s=document.createElement("style"),i=ot.litNonce;i!==void 0&&s.setAttribute("nonce",i),s.textContent=e.cssText,r.appendChild(s)}},wt=at?r=>r:r=>r instanceof CSSStyleSheet?(t=>{let e="";for(let s of t.cssRules)e+=s.cssText;return Ft(e)})(r):r});var Xe,ts,es,ss,is,rs,lt,Yt,ns,os,Q,Z,ct,Gt,C,J=u(()=>{"use strict";At();At();({is:Xe,defineProperty:ts,getOwnPropertyDescriptor:es,getOwnPropertyNames:ss,getOwnPropertySymbols:is,getPrototypeOf:rs}=Object),lt=globalThis,Yt=lt.trustedTypes,ns=Yt?Yt.emptyScript:"",os=lt.reactiveElementPolyfillSupport,Q=(r,t)=>r,Z={toAttribute(r,t){switch(t){case Boolean:r=r?ns:null;break;case Object:case Array:r=r==null?r:JSON.stringify(r)}return r},fromAttribute(r,t){let e=r;switch(t){case Boolean:e=r!==null;break;case Number:e=r===null?null:Number(r);break;case Object:case Array:try{e=JSON.parse(r)}catch{e=null}}return e}},ct=(r,t)=>!Xe(r,t),Gt={attribute:!0,type:String,converter:Z,reflect:!1,useDefault:!1,hasChanged:ct};Symbol.metadata??=Symbol("metadata"),lt.litPropertyMetadata??=new WeakMap;C=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=Gt){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let s=Symbol(),i=this.getPropertyDescriptor(t,s,e);i!==void 0&&ts(this.prototype,t,i)}}static getPropertyDescriptor(t,e,s){let{get:i,set:n}=es(this.prototype,t)??{get(){return this[e]},set(o){this[e]=o}};return{get:i,set(o){let l=i?.call(this);n?.call(this,o),this.requestUpdate(t,l,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??Gt}static _$Ei(){if(this.hasOwnProperty(Q("elementProperties")))return;let t=rs(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(Q("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Q("properties"))){let e=this.properties,s=[...ss(e),...is(e)];for(let i of s)this.createProperty(i,e[i])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[s,i]of e)this.elementProperties.set(s,i)}this._$Eh=new Map;for(let[e,s]of this.elementProperties){let i=this._$Eu(e,s);i!==void 0&&this._$Eh.set(i,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let s=new Set(t.flat(1/0).reverse());for(let i of s)e.unshift(wt(i))}else t!==void 0&&e.push(wt(t));return e}static _$Eu(t,e){let s=e.attribute;return s===!1?void 0:typeof s=="string"?s:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let s of e.keys())this.hasOwnProperty(s)&&(t.set(s,this[s]),delete this[s]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Kt(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,s){this._$AK(t,s)}_$ET(t,e){let s=this.constructor.elementProperties.get(t),i=this.constructor._$Eu(t,s);if(i!==void 0&&s.reflect===!0){let n=(s.converter?.toAttribute!==void 0?s.converter:Z).toAttribute(e,s.type);this._$Em=t,n==null?this.removeAttribute(i):this.setAttribute(i,n),this._$Em=null}}_$AK(t,e){let s=this.constructor,i=s._$Eh.get(t);if(i!==void 0&&this._$Em!==i){let n=s.getPropertyOptions(i),o=typeof n.converter=="function"?{fromAttribute:n.converter}:n.converter?.fromAttribute!==void 0?n.converter:Z;this._$Em=i;let l=o.fromAttribute(e,n.type);this[i]=l??this._$Ej?.get(i)??l,this._$Em=null}}requestUpdate(t,e,s,i=!1,n){if(t!==void 0){let o=this.constructor;if(i===!1&&(n=this[t]),s??=o.getPropertyOptions(t),!((s.hasChanged??ct)(n,e)||s.useDefault&&s.reflect&&n===this._$Ej?.get(t)&&!this.hasAttribute(o._$Eu(t,s))))return;this.C(t,e,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:s,reflect:i,wrapped:n},o){s&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,o??e??this[t]),n!==!0||o!==void 0)||(this._$AL.has(t)||(this.hasUpdated||s||(e=void 0),this._$AL.set(t,e)),i===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[i,n]of this._$Ep)this[i]=n;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[i,n]of s){let{wrapped:o}=n,l=this[i];o!==!0||this._$AL.has(i)||l===void 0||this.C(i,void 0,n,l)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(e)):this._$EM()}catch(s){throw t=!1,this._$EM(),s}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};C.elementStyles=[],C.shadowRootOptions={mode:"open"},C[Q("elementProperties")]=new Map,C[Q("finalized")]=new Map,os?.({ReactiveElement:C}),(lt.reactiveElementVersions??=[]).push("2.1.2")});function ne(r,t){if(!Pt(r)||!r.hasOwnProperty("raw"))throw Error("invalid template strings array");return Zt!==void 0?Zt.createHTML(t):t}function R(r,t,e=r,s){if(t===O)return t;let i=s!==void 0?e._$Co?.[s]:e._$Cl,n=et(t)?void 0:t._$litDirective$;return i?.constructor!==n&&(i?._$AO?.(!1),n===void 0?i=void 0:(i=new n(r),i._$AT(r,e,s)),s!==void 0?(e._$Co??=[])[s]=i:e._$Cl=i),i!==void 0&&(t=R(r,i._$AS(r,t.values),i,s)),t}var St,Qt,dt,Zt,Tt,P,Ct,as,L,tt,et,Pt,ie,Et,X,Jt,Xt,D,te,ee,re,Ot,h,Cs,Ps,O,d,se,I,oe,st,pt,B,N,ht,ut,mt,ft,ae,ls,le,W=u(()=>{"use strict";St=globalThis,Qt=r=>r,dt=St.trustedTypes,Zt=dt?dt.createPolicy("lit-html",{createHTML:r=>r}):void 0,Tt="$lit$",P=`lit$${Math.random().toFixed(9).slice(2)}$`,Ct="?"+P,as=`<${Ct}>`,L=document,tt=()=>L.createComment(""),et=r=>r===null||typeof r!="object"&&typeof r!="function",Pt=Array.isArray,ie=r=>Pt(r)||typeof r?.[Symbol.iterator]=="function",Et=`[ 	
\f\r]`,X=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Jt=/-->/g,Xt=/>/g,D=RegExp(`>|${Et}(?:([^\\s"'>=/]+)(${Et}*=${Et}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),te=/'/g,ee=/"/g,re=/^(?:script|style|textarea|title)$/i,Ot=r=>(t,...e)=>({_$litType$:r,strings:t,values:e}),h=Ot(1),Cs=Ot(2),Ps=Ot(3),O=Symbol.for("lit-noChange"),d=Symbol.for("lit-nothing"),se=new WeakMap,I=L.createTreeWalker(L,129);oe=(r,t)=>{let e=r.length-1,s=[],i,n=t===2?"<svg>":t===3?"<math>":"",o=X;for(let l=0;l<e;l++){let a=r[l],f,y,c=-1,g=0;for(;g<a.length&&(o.lastIndex=g,y=o.exec(a),y!==null);)g=o.lastIndex,o===X?y[1]==="!--"?o=Jt:y[1]!==void 0?o=Xt:y[2]!==void 0?(re.test(y[2])&&(i=RegExp("</"+y[2],"g")),o=D):y[3]!==void 0&&(o=D):o===D?y[0]===">"?(o=i??X,c=-1):y[1]===void 0?c=-2:(c=o.lastIndex-y[2].length,f=y[1],o=y[3]===void 0?D:y[3]==='"'?ee:te):o===ee||o===te?o=D:o===Jt||o===Xt?o=X:(o=D,i=void 0);let m=o===D&&r[l+1].startsWith("/>")?" ":"";n+=o===X?a+as:c>=0?(s.push(f),a.slice(0,c)+Tt+a.slice(c)+P+m):a+P+(c===-2?l:m)}return[ne(r,n+(r[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),s]},st=class r{constructor({strings:t,_$litType$:e},s){let i;this.parts=[];let n=0,o=0,l=t.length-1,a=this.parts,[f,y]=oe(t,e);if(this.el=r.createElement(f,s),I.currentNode=this.el.content,e===2||e===3){let c=this.el.content.firstChild;c.replaceWith(...c.childNodes)}for(;(i=I.nextNode())!==null&&a.length<l;){if(i.nodeType===1){if(i.hasAttributes())for(let c of i.getAttributeNames())if(c.endsWith(Tt)){let g=y[o++],m=i.getAttribute(c).split(P),_=/([.?@])?(.*)/.exec(g);a.push({type:1,index:n,name:_[2],strings:m,ctor:_[1]==="."?ht:_[1]==="?"?ut:_[1]==="@"?mt:N}),i.removeAttribute(c)}else c.startsWith(P)&&(a.push({type:6,index:n}),i.removeAttribute(c));if(re.test(i.tagName)){let c=i.textContent.split(P),g=c.length-1;if(g>0){i.textContent=dt?dt.emptyScript:"";for(let m=0;m<g;m++)i.append(c[m],tt()),I.nextNode(),a.push({type:2,index:++n});i.append(c[g],tt())}}}else if(i.nodeType===8)if(i.data===Ct)a.push({type:2,index:n});else{let c=-1;for(;(c=i.data.indexOf(P,c+1))!==-1;)a.push({type:7,index:n}),c+=P.length-1}n++}}static createElement(t,e){let s=L.createElement("template");return s.innerHTML=t,s}};pt=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:s}=this._$AD,i=(t?.creationScope??L).importNode(e,!0);I.currentNode=i;let n=I.nextNode(),o=0,l=0,a=s[0];for(;a!==void 0;){if(o===a.index){let f;a.type===2?f=new B(n,n.nextSibling,this,t):a.type===1?f=new a.ctor(n,a.name,a.strings,this,t):a.type===6&&(f=new ft(n,this,t)),this._$AV.push(f),a=s[++l]}o!==a?.index&&(n=I.nextNode(),o++)}return I.currentNode=L,i}p(t){let e=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(t,s,e),e+=s.strings.length-2):s._$AI(t[e])),e++}},B=class r{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,s,i){this.type=2,this._$AH=d,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=s,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=R(this,t,e),et(t)?t===d||t==null||t===""?(this._$AH!==d&&this._$AR(),this._$AH=d):t!==this._$AH&&t!==O&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):ie(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==d&&et(this._$AH)?this._$AA.nextSibling.data=t:this.T(L.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:s}=t,i=typeof s=="number"?this._$AC(t):(s.el===void 0&&(s.el=st.createElement(ne(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===i)this._$AH.p(e);else{let n=new pt(i,this),o=n.u(this.options);n.p(e),this.T(o),this._$AH=n}}_$AC(t){let e=se.get(t.strings);return e===void 0&&se.set(t.strings,e=new st(t)),e}k(t){Pt(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,s,i=0;for(let n of t)i===e.length?e.push(s=new r(this.O(tt()),this.O(tt()),this,this.options)):s=e[i],s._$AI(n),i++;i<e.length&&(this._$AR(s&&s._$AB.nextSibling,i),e.length=i)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let s=Qt(t).nextSibling;Qt(t).remove(),t=s}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},N=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,s,i,n){this.type=1,this._$AH=d,this._$AN=void 0,this.element=t,this.name=e,this._$AM=i,this.options=n,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=d}_$AI(t,e=this,s,i){let n=this.strings,o=!1;if(n===void 0)t=R(this,t,e,0),o=!et(t)||t!==this._$AH&&t!==O,o&&(this._$AH=t);else{let l=t,a,f;for(t=n[0],a=0;a<n.length-1;a++)f=R(this,l[s+a],e,a),f===O&&(f=this._$AH[a]),o||=!et(f)||f!==this._$AH[a],f===d?t=d:t!==d&&(t+=(f??"")+n[a+1]),this._$AH[a]=f}o&&!i&&this.j(t)}j(t){t===d?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},ht=class extends N{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===d?void 0:t}},ut=class extends N{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==d)}},mt=class extends N{constructor(t,e,s,i,n){super(t,e,s,i,n),this.type=5}_$AI(t,e=this){if((t=R(this,t,e,0)??d)===O)return;let s=this._$AH,i=t===d&&s!==d||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,n=t!==d&&(s===d||i);i&&this.element.removeEventListener(this.name,this,s),n&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},ft=class{constructor(t,e,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){R(this,t)}},ae={M:Tt,P,A:Ct,C:1,L:oe,R:pt,D:ie,V:R,I:B,H:N,N:ut,U:mt,B:ht,F:ft},ls=St.litHtmlPolyfillSupport;ls?.(st,B),(St.litHtmlVersions??=[]).push("3.3.3");le=(r,t,e)=>{let s=e?.renderBefore??t,i=s._$litPart$;if(i===void 0){let n=e?.renderBefore??null;s._$litPart$=i=new B(t.insertBefore(tt(),n),n,void 0,e??{})}return i._$AI(r),i}});var kt,$,cs,ce=u(()=>{"use strict";J();J();W();W();kt=globalThis,$=class extends C{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=le(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return O}};$._$litElement$=!0,$.finalized=!0,kt.litElementHydrateSupport?.({LitElement:$});cs=kt.litElementPolyfillSupport;cs?.({LitElement:$});(kt.litElementVersions??=[]).push("4.2.2")});var de=u(()=>{"use strict";});var V=u(()=>{"use strict";J();W();ce();de()});var E,pe=u(()=>{"use strict";E=r=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(r,t)}):customElements.define(r,t)}});function v(r){return(t,e)=>typeof e=="object"?ps(r,t,e):((s,i,n)=>{let o=i.hasOwnProperty(n);return i.constructor.createProperty(n,s),o?Object.getOwnPropertyDescriptor(i,n):void 0})(r,t,e)}var ds,ps,Ht=u(()=>{"use strict";J();ds={attribute:!0,type:String,converter:Z,reflect:!1,hasChanged:ct},ps=(r=ds,t,e)=>{let{kind:s,metadata:i}=e,n=globalThis.litPropertyMetadata.get(i);if(n===void 0&&globalThis.litPropertyMetadata.set(i,n=new Map),s==="setter"&&((r=Object.create(r)).wrapped=!0),n.set(e.name,r),s==="accessor"){let{name:o}=e;return{set(l){let a=t.get.call(this);t.set.call(this,l),this.requestUpdate(o,a,r,!0,l)},init(l){return l!==void 0&&this.C(o,void 0,r,l),l}}}if(s==="setter"){let{name:o}=e;return function(l){let a=this[o];t.call(this,l),this.requestUpdate(o,a,r,!0,l)}}throw Error("Unsupported decorator location: "+s)}});function b(r){return v({...r,state:!0,attribute:!1})}var he=u(()=>{"use strict";Ht();});var ue=u(()=>{"use strict";});var j,F=u(()=>{"use strict";j=(r,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(r,t,e),e)});function it(r,t){return(e,s,i)=>{let n=o=>o.renderRoot?.querySelector(r)??null;if(t){let{get:o,set:l}=typeof s=="object"?e:i??(()=>{let a=Symbol();return{get(){return this[a]},set(f){this[a]=f}}})();return j(e,s,{get(){let a=o.call(this);return a===void 0&&(a=n(this),(a!==null||this.hasUpdated)&&l.call(this,a)),a}})}return j(e,s,{get(){return n(this)}})}}var me=u(()=>{"use strict";F();});var fe=u(()=>{"use strict";F();});var ge=u(()=>{"use strict";F();});var ye=u(()=>{"use strict";F();});var ve=u(()=>{"use strict";F();});var K=u(()=>{"use strict";pe();Ht();he();ue();me();fe();ge();ye();ve()});var _e,$e,gt,be=u(()=>{"use strict";_e={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},$e=r=>(...t)=>({_$litDirective$:r,values:t}),gt=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,s){this._$Ct=t,this._$AM=e,this._$Ci=s}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}}});var hs,xe,we,Y,k,us,Ae,Ee,yt,Se=u(()=>{"use strict";W();({I:hs}=ae),xe=r=>r,we=()=>document.createComment(""),Y=(r,t,e)=>{let s=r._$AA.parentNode,i=t===void 0?r._$AB:t._$AA;if(e===void 0){let n=s.insertBefore(we(),i),o=s.insertBefore(we(),i);e=new hs(n,o,r,r.options)}else{let n=e._$AB.nextSibling,o=e._$AM,l=o!==r;if(l){let a;e._$AQ?.(r),e._$AM=r,e._$AP!==void 0&&(a=r._$AU)!==o._$AU&&e._$AP(a)}if(n!==i||l){let a=e._$AA;for(;a!==n;){let f=xe(a).nextSibling;xe(s).insertBefore(a,i),a=f}}}return e},k=(r,t,e=r)=>(r._$AI(t,e),r),us={},Ae=(r,t=us)=>r._$AH=t,Ee=r=>r._$AH,yt=r=>{r._$AR(),r._$AA.remove()}});var Te,Ce,Pe=u(()=>{"use strict";W();be();Se();Te=(r,t,e)=>{let s=new Map;for(let i=t;i<=e;i++)s.set(r[i],i);return s},Ce=$e(class extends gt{constructor(r){if(super(r),r.type!==_e.CHILD)throw Error("repeat() can only be used in text expressions")}dt(r,t,e){let s;e===void 0?e=t:t!==void 0&&(s=t);let i=[],n=[],o=0;for(let l of r)i[o]=s?s(l,o):o,n[o]=e(l,o),o++;return{values:n,keys:i}}render(r,t,e){return this.dt(r,t,e).values}update(r,[t,e,s]){let i=Ee(r),{values:n,keys:o}=this.dt(t,e,s);if(!Array.isArray(i))return this.ut=o,n;let l=this.ut??=[],a=[],f,y,c=0,g=i.length-1,m=0,_=n.length-1;for(;c<=g&&m<=_;)if(i[c]===null)c++;else if(i[g]===null)g--;else if(l[c]===o[m])a[m]=k(i[c],n[m]),c++,m++;else if(l[g]===o[_])a[_]=k(i[g],n[_]),g--,_--;else if(l[c]===o[_])a[_]=k(i[c],n[_]),Y(r,a[_+1],i[c]),c++,_--;else if(l[g]===o[m])a[m]=k(i[g],n[m]),Y(r,i[c],i[g]),g--,m++;else if(f===void 0&&(f=Te(o,m,_),y=Te(l,c,g)),f.has(l[c]))if(f.has(l[g])){let T=y.get(o[m]),bt=T!==void 0?i[T]:null;if(bt===null){let jt=Y(r,i[c]);k(jt,n[m]),a[m]=jt}else a[m]=k(bt,n[m]),Y(r,i[c],bt),i[T]=null;m++}else yt(i[g]),g--;else yt(i[c]),c++;for(;m<=_;){let T=Y(r,a[_+1]);k(T,n[m]),a[m++]=T}for(;c<=g;){let T=i[c++];T!==null&&yt(T)}return this.ut=o,Ae(r,a),O}})});var Oe=u(()=>{"use strict";Pe()});var Mt,ms,ke,He,Me,Ue,Ut=u(()=>{"use strict";Mt="plate_recognizer",ms=r=>r===void 0?{}:{config_entry_id:r},ke=(r,t,e)=>r.connection.subscribeMessage(e,{type:`${Mt}/overview/subscribe`,...ms(t.config_entry_id)},{resubscribe:!1}),He=(r,t,e)=>r.callWS({type:`${Mt}/visits/list`,config_entry_id:t,...e}),Me=(r,t)=>r.callService("image_processing","scan",{},{entity_id:t},!1),Ue=(r,t,e,s,i)=>r.callService(Mt,"add_vehicle",{config_entry_id:t,name:s,plates:[e.plate],...i===void 0?{}:{category:"guest",may_open:!0,valid_until:i}},void 0,!1)});var vt,qe=u(()=>{"use strict";vt=class{constructor(t,e,s){this.connection=t;this.subscribe=e;this.fail=s;this.start=()=>{clearTimeout(this.again);let t=this.subscribe();this.end=t,t.catch(e=>{this.end===t&&(this.fail(e),this.again=setTimeout(this.start,5e3))})};t.addEventListener("ready",this.start),this.start()}stop(){this.connection.removeEventListener("ready",this.start),clearTimeout(this.again),this.end?.then(t=>t()).catch(()=>{}),this.end=void 0}}});var fs,qt,De,Ie=u(()=>{"use strict";fs="Vehicle",qt=r=>(r??"").trim().toLowerCase(),De=(r,t,e)=>qt(e)!==""&&Object.values(r.devices).some(s=>s.config_entry_id===t&&s.model===fs&&[s.name,s.name_by_user].map(qt).includes(qt(e)))});var H,rt=u(()=>{"use strict";V();H=A`
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
`});var Le,Dt,_t,It,Re,Ne,nt=u(()=>{"use strict";Le=(r,t,e)=>{let{time_format:s}=t.locale,i=s==="12"?{hour12:!0}:s==="24"?{hour12:!1}:{};return new Intl.DateTimeFormat(t.locale.language,{...e,...e.hour?i:{},timeZone:t.config.time_zone}).format(r)},Dt=(r,t)=>new Intl.DateTimeFormat("en-CA",{timeZone:t.config.time_zone}).format(r),_t=(r,t,e)=>{let s=new Date(r),i=Dt(s,e)===Dt(t,e)?{}:{weekday:"short",day:"numeric",month:"short"};return Le(s,e,{...i,hour:"numeric",minute:"2-digit"})},It=(r,t)=>Le(new Date(r),t,{weekday:"short",day:"numeric",month:"short"}),Re=(r,t,e)=>{let s=Math.max(0,t.getTime()-new Date(r).getTime()),[i,n]=s>=864e5?["day",864e5]:s>=36e5?["hour",36e5]:["minute",6e4];return new Intl.NumberFormat(e.locale.language,{style:"unit",unit:i,unitDisplay:"short"}).format(Math.floor(s/n))},Ne=(r,t)=>`${Dt(r,t)} 23:59:59`});var w,Ve=u(()=>{"use strict";V();K();Ut();Ie();rt();nt();w=class extends ${constructor(){super(...arguments);this.typed="";this.failure="";this.isBusy=!1}async ask(e){this.question=e,this.failure="",await this.updateComplete,this.dialog.showModal(),this.typed=e.how==="today"?e.visit.plate??"":"",this.input.value=this.typed,this.input.focus()}render(){let{question:e,texts:s}=this;if(e===void 0)return d;let i=e.visit.plate??"",n=e.how==="today",o=De(this.hass,e.configEntryId,this.typed);return h`<dialog aria-labelledby="title">
      <form method="dialog" @submit=${this.submit}>
        <h2 id="title">${s.say(n?"let_in_title":"name_title",{plate:i})}</h2>
        <p>${s.say(n?"let_in_text":"name_text",{plate:i})}</p>
        <label>
          ${s.say("name")}
          <input required maxlength="100" autocomplete="off" @input=${this.type} />
        </label>
        <p class="hint" role="status">${o?s.say("name_known",{plate:i}):d}</p>
        ${this.failure?h`<p class="error" role="alert">${this.failure}</p>`:d}
        <div class="actions">
          <button class="main" type="submit" ?disabled=${this.isBusy}>
            ${s.say(n?"let_in":"save")}
          </button>
          <button type="button" @click=${()=>this.dialog.close()}>${s.say("cancel")}</button>
        </div>
      </form>
    </dialog>`}type(){this.typed=this.input.value}async submit(e){e.preventDefault();let{question:s}=this;if(!(s===void 0||this.isBusy)){this.isBusy=!0;try{let i=s.how==="today"?Ne(new Date,this.hass):void 0,n=this.input.value.trim();await Ue(this.hass,s.configEntryId,s.visit,n,i),this.dialog.close()}catch(i){this.failure=this.texts.failure(i)}finally{this.isBusy=!1}}}};w.styles=[H,A`
      form {
        display: grid;
        gap: 16px;
      }
      label {
        display: grid;
        gap: 4px;
      }
      /* There all the time, so that who can't see it is told of what comes into it. */
      .hint:empty {
        margin-top: -16px;
      }
    `],p([v({attribute:!1})],w.prototype,"hass",2),p([v({attribute:!1})],w.prototype,"texts",2),p([b()],w.prototype,"question",2),p([b()],w.prototype,"typed",2),p([b()],w.prototype,"failure",2),p([b()],w.prototype,"isBusy",2),p([it("dialog")],w.prototype,"dialog",2),p([it("input")],w.prototype,"input",2),w=p([E("plate-recognizer-name")],w)});var M,je=u(()=>{"use strict";V();K();rt();nt();M=class extends ${render(){let{quota:t,texts:e,hass:s}=this,i=new Intl.NumberFormat(s.locale.language),n=t.limit?Math.min(100,100*t.used/t.limit):100,o=e.say("quota_used",{used:i.format(t.used),limit:i.format(t.limit),left:i.format(t.left)});return h`<h3 id="quota">${e.say("quota")}</h3>
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
      ${this.forecast?h`<p class="quiet">${this.forecast}</p>`:d}`}get forecast(){let{quota:t,texts:e,hass:s}=this;return t.state==="used_up"?e.say("quota_used_up"):t.runs_out_at!==null?e.say("quota_runs_out",{day:It(t.runs_out_at,s)}):t.resets_at===null?"":e.say("quota_resets",{day:It(t.resets_at,s)})}};M.styles=[H,A`
      :host {
        display: grid;
        gap: 4px;
      }
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
    `],p([v({attribute:!1})],M.prototype,"hass",2),p([v({attribute:!1})],M.prototype,"texts",2),p([v({attribute:!1})],M.prototype,"quota",2),M=p([E("plate-recognizer-quota")],M)});var Rt,gs,ze,Be,Lt,z,ys,Nt,We,$t=u(()=>{"use strict";Rt="plate_recognizer",gs=["common","entity","selector","config_subentries","exceptions"],ze=r=>typeof r=="object"&&r!==null?r:{},Be=r=>ze(r).code==="unknown_command",Lt=new Map,z=class{constructor(t){this.resources=t}static load(t){let{language:e}=t,s=Lt.get(e);return s===void 0&&(s=ys(t,e),Lt.set(e,s),s.catch(()=>Lt.delete(e))),s}say(t,e){return this.find(`common.card_${t}`,e)}status(t){return this.find(`selector.status.options.${t.status}`)}decision(t){return this.find(`entity.sensor.decision.state.${t}`)||t}areaError(t,e){return this.find(`config_subentries.camera.error.${t}`,e)||t}failure(t){let e=ze(t),s=e.translation_domain===Rt&&e.translation_key!==void 0,i=`exceptions.${e.translation_key}.message`;return s&&this.find(i,e.translation_placeholders)||e.message||String(t)}find(t,e={}){return(this.resources[`component.${Rt}.${t}`]??"").replace(/\{(\w+)\}/g,(i,n)=>String(e[n]??i))}},ys=async(r,t)=>{let e=await Promise.all(gs.map(s=>r.callWS({type:"frontend/get_translations",integration:Rt,language:t,category:s})));return new z(Object.assign({},...e.map(({resources:s})=>s)))},Nt=(r,t)=>r.name??r.plate??t.say("unread"),We=(r,t)=>[t.say(`reason_${r.status_reason}`),r.arrival_reason===null?"":t.say(`arrival_${r.arrival_reason}`),r.may_open?t.say("may_open"):""].filter(e=>e!=="")});var S,Fe=u(()=>{"use strict";V();K();rt();$t();nt();S=class extends ${constructor(){super(...arguments);this.mayEdit=!1}render(){let{visit:e,texts:s,hass:i}=this,n=e.ended_at;return h`<details>
      <summary>
        ${e.thumbnail?h`<img src=${e.thumbnail} alt="" loading="lazy" />`:h`<span class="none">${s.say("no_picture")}</span>`}
        <span>
          <span class="verdict">
            <span class="who">${Nt(e,s)}</span>
            <span class="status ${e.status}">${s.status(e)}</span>
          </span>
          <span class="quiet">
            ${s.say(n?"was_here":"is_here",{place:e.place,time:_t(e.started_at,this.now,i),span:Re(e.started_at,n?new Date(n):this.now,i)})}
          </span>
        </span>
      </summary>
      <div class="more">
        ${e.name&&e.plate?h`<p>${s.say("plate",{plate:e.plate})}</p>`:d}
        <p>${We(e,s).join(" ")}</p>
        ${e.picture?h`<img
              src=${e.picture}
              alt=${s.say("picture_of",{who:Nt(e,s)})}
              loading="lazy"
            />`:d}
        ${this.canBeNamed?h`<div class="actions">
              <button @click=${()=>this.ask("name")}>${s.say("name_it")}</button>
              ${this.visit.sure?h`<button @click=${()=>this.ask("today")}>
                    ${s.say("let_in_today")}
                  </button>`:d}
            </div>`:d}
      </div>
    </details>`}get canBeNamed(){let{visit:e}=this;return this.mayEdit&&e.status==="stranger"&&e.plate!==null&&!e.is_masked}ask(e){let s={visit:this.visit,how:e};this.dispatchEvent(new CustomEvent("name-stranger",{detail:s,bubbles:!0,composed:!0}))}};S.styles=[H,A`
      summary {
        display: grid;
        grid-template-columns: 96px minmax(0, 1fr) 16px;
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
      .verdict {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
      }
      summary::after {
        content: "";
        width: 8px;
        height: 8px;
        border: solid var(--quiet);
        border-width: 0 2px 2px 0;
        transform: rotate(45deg);
      }
      details[open] summary::after {
        transform: rotate(225deg);
      }
      .status {
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
        max-height: 360px;
        object-fit: contain;
      }
    `],p([v({attribute:!1})],S.prototype,"hass",2),p([v({attribute:!1})],S.prototype,"texts",2),p([v({attribute:!1})],S.prototype,"visit",2),p([v({attribute:!1})],S.prototype,"now",2),p([v({type:Boolean})],S.prototype,"mayEdit",2),S=p([E("plate-recognizer-visit")],S)});var U,Vt=u(()=>{"use strict";U=["here","timeline","quota","cameras"]});var Ke={};Bt(Ke,{CardEditor:()=>q});var q,vs,Ye=u(()=>{"use strict";V();K();$t();Vt();q=class extends ${setConfig(t){this.config=t}willUpdate(t){t.has("hass")&&this.texts===void 0&&z.load(this.hass).then(e=>this.texts=e)}render(){let{config:t,texts:e}=this;return t===void 0||e===void 0?d:h`<ha-form
      .hass=${this.hass}
      .data=${{visits:10,show:[...U],...t}}
      .schema=${vs(e)}
      .computeLabel=${({name:s})=>e.say(`option_${s}`)}
      .computeHelper=${({name:s})=>e.say(`option_${s}_help`)}
      @value-changed=${this.changed}
    ></ha-form>`}changed(t){let e={config:t.detail.value};this.dispatchEvent(new CustomEvent("config-changed",{detail:e,bubbles:!0,composed:!0}))}};p([v({attribute:!1})],q.prototype,"hass",2),p([b()],q.prototype,"config",2),p([b()],q.prototype,"texts",2),q=p([E("plate-recognizer-card-editor")],q);vs=r=>[{name:"title",selector:{text:{}}},{name:"config_entry_id",selector:{config_entry:{integration:"plate_recognizer"}}},{name:"places",selector:{text:{multiple:!0}}},{name:"show",selector:{select:{multiple:!0,mode:"list",options:U.map(t=>({value:t,label:r.say(t)}))}}},{name:"visits",selector:{number:{min:1,max:50,mode:"box"}}}]});var Qe={};Bt(Qe,{PlateRecognizerCard:()=>x});var Ge,_s,$s,bs,xs,x,Ze=u(()=>{"use strict";V();K();Oe();Ut();qe();Ve();je();Fe();rt();$t();nt();Vt();Ge=50,_s=10,$s=6e4,bs=(r,t)=>{let e={account:r.config_entry_id,camera:t.subentry_id};return`/plate-recognizer?${new URLSearchParams(e).toString()}`},xs=(r,t)=>r.toLowerCase()===t.toLowerCase(),x=class extends ${constructor(){super(...arguments);this.visits={};this.now=new Date;this.scanning=new Set}static getStubConfig(){return{show:[...U]}}static async getConfigElement(){return await Promise.resolve().then(()=>(Ye(),Ke)),document.createElement("plate-recognizer-card-editor")}setConfig(e){let{visits:s,show:i}=e;if(s!==void 0&&!(Number.isInteger(s)&&s>=1&&s<=Ge))throw new Error(`visits: 1–${Ge}`);let n=i?.filter(l=>!U.includes(l))??[];if(n.length>0)throw new Error(`show: ${U.join(", ")} (${n.join(", ")}?)`);let o=this.config?.config_entry_id!==e.config_entry_id;this.config=e,o&&this.subscription!==void 0?(this.stop(),this.start()):this.overview!==void 0&&this.loadVisits(this.overview)}getCardSize(){return 3+(this.shows("timeline")?Math.min(this.most,10):0)}getGridOptions(){return{columns:12,min_columns:6}}connectedCallback(){super.connectedCallback(),this.clock=setInterval(()=>this.now=new Date,$s),this.hass!==void 0&&this.start()}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.clock),this.stop()}willUpdate(e){if(e.has("hass")&&this.hass!==void 0&&this.hass.language!==this.language){let{language:s}=this.hass;z.load(this.hass).then(i=>{this.texts=i,this.language=s}).catch(()=>{})}e.has("hass")&&this.isConnected&&this.subscription===void 0&&this.start()}start(){let{config:e}=this;if(e===void 0||this.subscription!==void 0)return;let s=i=>{this.overview=i,this.failure=void 0,this.loadVisits(i)};this.subscription=new vt(this.hass.connection,()=>ke(this.hass,e,s),i=>this.failure=i)}stop(){this.subscription?.stop(),this.subscription=void 0}async loadVisits(e){if(!this.shows("timeline"))return;let{places:s}=this.config,i={limit:this.most,...s?.length?{places:s}:{}};try{let n=await Promise.all(e.accounts.map(async({config_entry_id:o})=>{let{visits:l}=await He(this.hass,o,i);return[o,l]}));e===this.overview&&(this.visits=Object.fromEntries(n))}catch(n){this.failure=n}}get most(){return this.config?.visits??_s}shows(e){return(this.config?.show??U).includes(e)}isShown(e){let s=this.config?.places;return!s?.length||s.some(i=>xs(i,e))}render(){let{config:e,texts:s,overview:i}=this;return e===void 0||s===void 0?d:h`<ha-card @name-stranger=${this.name}>
        ${e.title?h`<h2>${e.title}</h2>`:d}
        ${this.failure?this.problem(this.failure,s):d}
        ${i===void 0?this.failure?d:h`<p class="quiet" role="status">${s.say("loading")}</p>`:i.accounts.length===0?h`<p>${s.say("nothing_shared")}</p>`:i.accounts.map(n=>this.account(n,s))}
      </ha-card>
      <plate-recognizer-name .hass=${this.hass} .texts=${s}></plate-recognizer-name>`}problem(e,s){return Be(e)?h`<p class="quiet" role="status">${s.say("starting")}</p>`:h`<p class="error" role="alert">${s.failure(e)}</p>`}account(e,s){let i=this.overview?.accounts.length===1;return h`${i?d:h`<h2>${e.title}</h2>`}
      ${this.shows("here")?this.here(e,s):d}
      ${this.shows("timeline")?this.timeline(e,s):d}
      ${this.shows("quota")&&e.quota?h`<section>
            <plate-recognizer-quota
              .hass=${this.hass}
              .texts=${s}
              .quota=${e.quota}
            ></plate-recognizer-quota>
          </section>`:d}
      ${this.shows("cameras")?this.cameras(e,s):d}`}here(e,s){let i=e.places.filter(({place:n})=>this.isShown(n)).flatMap(n=>n.here);return h`<section aria-live="polite">
      <h3>${s.say("here")}</h3>
      ${i.length===0?h`<p class="quiet">${s.say("nobody_here")}</p>`:this.list(i,e,s)}
    </section>`}timeline(e,s){let i=new Map(e.places.flatMap(({here:o})=>o.map(l=>[l.visit_id,l]))),n=this.visits[e.config_entry_id]?.map(o=>i.get(o.visit_id)??o);return h`<section>
      <h3>${s.say("timeline")}</h3>
      ${n===void 0?h`<p class="quiet">${s.say("loading")}</p>`:n.length===0?h`<p class="quiet">${s.say("no_visits")}</p>`:this.list(n,e,s)}
    </section>`}list(e,s,i){return h`<ul>
      ${Ce(e,({visit_id:n})=>n,n=>h`<li>
          <plate-recognizer-visit
            .hass=${this.hass}
            .texts=${i}
            .visit=${n}
            .now=${this.now}
            .mayEdit=${s.may_edit}
            data-entry=${s.config_entry_id}
          ></plate-recognizer-visit>
        </li>`)}
    </ul>`}cameras(e,s){let i=e.cameras.filter(({place:n})=>this.isShown(n));return h`<section>
      <h3>${s.say("cameras")}</h3>
      <ul>
        ${i.map(n=>this.camera(n,e,s))}
      </ul>
    </section>`}camera(e,s,i){let{decision:n}=e,o={camera:e.name};return h`<li class="camera">
      <span>
        ${e.name}<br />
        <span class="quiet">
          ${n?`${i.decision(n.reason)}, ${_t(n.at,this.now,this.hass)}`:i.say("no_decision")}
        </span>
      </span>
      <span class="actions">
        ${e.scan_entity_id&&e.scanning!==null?h`<button
              aria-label=${i.say("scan_camera",o)}
              ?disabled=${this.scanning.has(e.subentry_id)}
              @click=${()=>this.scan(e)}
            >
              ${i.say("scan")}
            </button>`:d}
        ${s.may_edit&&e.scanning!==null?h`<a
              class="button"
              href=${bs(s,e)}
              aria-label=${i.say("areas_of",o)}
              >${i.say("areas")}</a
            >`:d}
      </span>
    </li>`}async scan(e){this.scanning=new Set(this.scanning).add(e.subentry_id);try{await Me(this.hass,e.scan_entity_id),this.failure=void 0}catch(s){this.failure=s}finally{let s=new Set(this.scanning);s.delete(e.subentry_id),this.scanning=s}}name(e){let i=e.composedPath().find(n=>n instanceof HTMLElement&&n.dataset.entry).dataset.entry;this.nameDialog.ask({...e.detail,configEntryId:i})}};x.styles=[H,A`
      ha-card {
        padding: 16px;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
        height: 100%;
        box-sizing: border-box;
        align-content: start;
        overflow: auto;
      }
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
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
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `],p([v({attribute:!1})],x.prototype,"hass",2),p([b()],x.prototype,"config",2),p([b()],x.prototype,"texts",2),p([b()],x.prototype,"overview",2),p([b()],x.prototype,"visits",2),p([b()],x.prototype,"now",2),p([b()],x.prototype,"failure",2),p([b()],x.prototype,"scanning",2),p([it("plate-recognizer-name")],x.prototype,"nameDialog",2),x=p([E("plate-recognizer-card")],x)});window.customCards??=[];window.customCards.push({type:"plate-recognizer-card",name:"Plate Recognizer",preview:!0,documentationURL:"https://github.com/plate-recognizer-ha/plate-recognizer/blob/main/docs/card.md"});customElements.whenDefined("home-assistant").then(()=>Promise.resolve().then(()=>(Ze(),Qe)));
