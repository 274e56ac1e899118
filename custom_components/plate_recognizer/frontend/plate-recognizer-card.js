var Lt=Object.defineProperty;var We=Object.getOwnPropertyDescriptor;var u=(r,t,e)=>()=>{if(e)throw e[0];try{return r&&(t=r(r=0)),t}catch(s){throw e=[s],s}};var Nt=(r,t)=>{for(var e in t)Lt(r,e,{get:t[e],enumerable:!0})};var h=(r,t,e,s)=>{for(var i=s>1?void 0:s?We(t,e):t,n=r.length-1,o;n>=0;n--)(o=r[n])&&(i=(s?o(t,e,i):o(i))||i);return s&&i&&Lt(t,e,i),i};var ot,at,bt,zt,G,Bt,w,Wt,xt,At=u(()=>{"use strict";ot=globalThis,at=ot.ShadowRoot&&(ot.ShadyCSS===void 0||ot.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,bt=Symbol(),zt=new WeakMap,G=class{constructor(t,e,s){if(this._$cssResult$=!0,s!==bt)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(at&&t===void 0){let s=e!==void 0&&e.length===1;s&&(t=zt.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),s&&zt.set(e,t))}return t}toString(){return this.cssText}},Bt=r=>new G(typeof r=="string"?r:r+"",void 0,bt),w=(r,...t)=>{let e=r.length===1?r[0]:t.reduce((s,i,n)=>s+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(i)+r[n+1],r[0]);return new G(e,r,bt)},Wt=(r,t)=>{if(at)r.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let s=document.createElement("style"),i=ot.litNonce;i!==void 0&&s.setAttribute("nonce",i),s.textContent=e.cssText,r.appendChild(s)}},xt=at?r=>r:r=>r instanceof CSSStyleSheet?(t=>{let e="";for(let s of t.cssRules)e+=s.cssText;return Bt(e)})(r):r});var Fe,Ke,Ye,Ge,Qe,Ze,lt,Ft,Je,Xe,Q,Z,ct,Kt,T,J=u(()=>{"use strict";At();At();({is:Fe,defineProperty:Ke,getOwnPropertyDescriptor:Ye,getOwnPropertyNames:Ge,getOwnPropertySymbols:Qe,getPrototypeOf:Ze}=Object),lt=globalThis,Ft=lt.trustedTypes,Je=Ft?Ft.emptyScript:"",Xe=lt.reactiveElementPolyfillSupport,Q=(r,t)=>r,Z={toAttribute(r,t){switch(t){case Boolean:r=r?Je:null;break;case Object:case Array:r=r==null?r:JSON.stringify(r)}return r},fromAttribute(r,t){let e=r;switch(t){case Boolean:e=r!==null;break;case Number:e=r===null?null:Number(r);break;case Object:case Array:try{e=JSON.parse(r)}catch{e=null}}return e}},ct=(r,t)=>!Fe(r,t),Kt={attribute:!0,type:String,converter:Z,reflect:!1,useDefault:!1,hasChanged:ct};Symbol.metadata??=Symbol("metadata"),lt.litPropertyMetadata??=new WeakMap;T=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=Kt){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let s=Symbol(),i=this.getPropertyDescriptor(t,s,e);i!==void 0&&Ke(this.prototype,t,i)}}static getPropertyDescriptor(t,e,s){let{get:i,set:n}=Ye(this.prototype,t)??{get(){return this[e]},set(o){this[e]=o}};return{get:i,set(o){let l=i?.call(this);n?.call(this,o),this.requestUpdate(t,l,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??Kt}static _$Ei(){if(this.hasOwnProperty(Q("elementProperties")))return;let t=Ze(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(Q("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Q("properties"))){let e=this.properties,s=[...Ge(e),...Qe(e)];for(let i of s)this.createProperty(i,e[i])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[s,i]of e)this.elementProperties.set(s,i)}this._$Eh=new Map;for(let[e,s]of this.elementProperties){let i=this._$Eu(e,s);i!==void 0&&this._$Eh.set(i,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let s=new Set(t.flat(1/0).reverse());for(let i of s)e.unshift(xt(i))}else t!==void 0&&e.push(xt(t));return e}static _$Eu(t,e){let s=e.attribute;return s===!1?void 0:typeof s=="string"?s:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let s of e.keys())this.hasOwnProperty(s)&&(t.set(s,this[s]),delete this[s]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Wt(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,s){this._$AK(t,s)}_$ET(t,e){let s=this.constructor.elementProperties.get(t),i=this.constructor._$Eu(t,s);if(i!==void 0&&s.reflect===!0){let n=(s.converter?.toAttribute!==void 0?s.converter:Z).toAttribute(e,s.type);this._$Em=t,n==null?this.removeAttribute(i):this.setAttribute(i,n),this._$Em=null}}_$AK(t,e){let s=this.constructor,i=s._$Eh.get(t);if(i!==void 0&&this._$Em!==i){let n=s.getPropertyOptions(i),o=typeof n.converter=="function"?{fromAttribute:n.converter}:n.converter?.fromAttribute!==void 0?n.converter:Z;this._$Em=i;let l=o.fromAttribute(e,n.type);this[i]=l??this._$Ej?.get(i)??l,this._$Em=null}}requestUpdate(t,e,s,i=!1,n){if(t!==void 0){let o=this.constructor;if(i===!1&&(n=this[t]),s??=o.getPropertyOptions(t),!((s.hasChanged??ct)(n,e)||s.useDefault&&s.reflect&&n===this._$Ej?.get(t)&&!this.hasAttribute(o._$Eu(t,s))))return;this.C(t,e,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:s,reflect:i,wrapped:n},o){s&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,o??e??this[t]),n!==!0||o!==void 0)||(this._$AL.has(t)||(this.hasUpdated||s||(e=void 0),this._$AL.set(t,e)),i===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[i,n]of this._$Ep)this[i]=n;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[i,n]of s){let{wrapped:o}=n,l=this[i];o!==!0||this._$AL.has(i)||l===void 0||this.C(i,void 0,n,l)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(e)):this._$EM()}catch(s){throw t=!1,this._$EM(),s}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};T.elementStyles=[],T.shadowRootOptions={mode:"open"},T[Q("elementProperties")]=new Map,T[Q("finalized")]=new Map,Xe?.({ReactiveElement:T}),(lt.reactiveElementVersions??=[]).push("2.1.2")});function ie(r,t){if(!Tt(r)||!r.hasOwnProperty("raw"))throw Error("invalid template strings array");return Gt!==void 0?Gt.createHTML(t):t}function V(r,t,e=r,s){if(t===O)return t;let i=s!==void 0?e._$Co?.[s]:e._$Cl,n=et(t)?void 0:t._$litDirective$;return i?.constructor!==n&&(i?._$AO?.(!1),n===void 0?i=void 0:(i=new n(r),i._$AT(r,e,s)),s!==void 0?(e._$Co??=[])[s]=i:e._$Cl=i),i!==void 0&&(t=V(r,i._$AS(r,t.values),i,s)),t}var St,Yt,dt,Gt,Et,P,Ct,ts,R,tt,et,Tt,ee,wt,X,Qt,Zt,D,Jt,Xt,se,Pt,p,$s,bs,O,d,te,I,re,st,ht,B,j,pt,ut,mt,ft,ne,es,oe,W=u(()=>{"use strict";St=globalThis,Yt=r=>r,dt=St.trustedTypes,Gt=dt?dt.createPolicy("lit-html",{createHTML:r=>r}):void 0,Et="$lit$",P=`lit$${Math.random().toFixed(9).slice(2)}$`,Ct="?"+P,ts=`<${Ct}>`,R=document,tt=()=>R.createComment(""),et=r=>r===null||typeof r!="object"&&typeof r!="function",Tt=Array.isArray,ee=r=>Tt(r)||typeof r?.[Symbol.iterator]=="function",wt=`[ 	
\f\r]`,X=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Qt=/-->/g,Zt=/>/g,D=RegExp(`>|${wt}(?:([^\\s"'>=/]+)(${wt}*=${wt}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Jt=/'/g,Xt=/"/g,se=/^(?:script|style|textarea|title)$/i,Pt=r=>(t,...e)=>({_$litType$:r,strings:t,values:e}),p=Pt(1),$s=Pt(2),bs=Pt(3),O=Symbol.for("lit-noChange"),d=Symbol.for("lit-nothing"),te=new WeakMap,I=R.createTreeWalker(R,129);re=(r,t)=>{let e=r.length-1,s=[],i,n=t===2?"<svg>":t===3?"<math>":"",o=X;for(let l=0;l<e;l++){let a=r[l],f,y,c=-1,g=0;for(;g<a.length&&(o.lastIndex=g,y=o.exec(a),y!==null);)g=o.lastIndex,o===X?y[1]==="!--"?o=Qt:y[1]!==void 0?o=Zt:y[2]!==void 0?(se.test(y[2])&&(i=RegExp("</"+y[2],"g")),o=D):y[3]!==void 0&&(o=D):o===D?y[0]===">"?(o=i??X,c=-1):y[1]===void 0?c=-2:(c=o.lastIndex-y[2].length,f=y[1],o=y[3]===void 0?D:y[3]==='"'?Xt:Jt):o===Xt||o===Jt?o=D:o===Qt||o===Zt?o=X:(o=D,i=void 0);let m=o===D&&r[l+1].startsWith("/>")?" ":"";n+=o===X?a+ts:c>=0?(s.push(f),a.slice(0,c)+Et+a.slice(c)+P+m):a+P+(c===-2?l:m)}return[ie(r,n+(r[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),s]},st=class r{constructor({strings:t,_$litType$:e},s){let i;this.parts=[];let n=0,o=0,l=t.length-1,a=this.parts,[f,y]=re(t,e);if(this.el=r.createElement(f,s),I.currentNode=this.el.content,e===2||e===3){let c=this.el.content.firstChild;c.replaceWith(...c.childNodes)}for(;(i=I.nextNode())!==null&&a.length<l;){if(i.nodeType===1){if(i.hasAttributes())for(let c of i.getAttributeNames())if(c.endsWith(Et)){let g=y[o++],m=i.getAttribute(c).split(P),_=/([.?@])?(.*)/.exec(g);a.push({type:1,index:n,name:_[2],strings:m,ctor:_[1]==="."?pt:_[1]==="?"?ut:_[1]==="@"?mt:j}),i.removeAttribute(c)}else c.startsWith(P)&&(a.push({type:6,index:n}),i.removeAttribute(c));if(se.test(i.tagName)){let c=i.textContent.split(P),g=c.length-1;if(g>0){i.textContent=dt?dt.emptyScript:"";for(let m=0;m<g;m++)i.append(c[m],tt()),I.nextNode(),a.push({type:2,index:++n});i.append(c[g],tt())}}}else if(i.nodeType===8)if(i.data===Ct)a.push({type:2,index:n});else{let c=-1;for(;(c=i.data.indexOf(P,c+1))!==-1;)a.push({type:7,index:n}),c+=P.length-1}n++}}static createElement(t,e){let s=R.createElement("template");return s.innerHTML=t,s}};ht=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:s}=this._$AD,i=(t?.creationScope??R).importNode(e,!0);I.currentNode=i;let n=I.nextNode(),o=0,l=0,a=s[0];for(;a!==void 0;){if(o===a.index){let f;a.type===2?f=new B(n,n.nextSibling,this,t):a.type===1?f=new a.ctor(n,a.name,a.strings,this,t):a.type===6&&(f=new ft(n,this,t)),this._$AV.push(f),a=s[++l]}o!==a?.index&&(n=I.nextNode(),o++)}return I.currentNode=R,i}p(t){let e=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(t,s,e),e+=s.strings.length-2):s._$AI(t[e])),e++}},B=class r{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,s,i){this.type=2,this._$AH=d,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=s,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=V(this,t,e),et(t)?t===d||t==null||t===""?(this._$AH!==d&&this._$AR(),this._$AH=d):t!==this._$AH&&t!==O&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):ee(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==d&&et(this._$AH)?this._$AA.nextSibling.data=t:this.T(R.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:s}=t,i=typeof s=="number"?this._$AC(t):(s.el===void 0&&(s.el=st.createElement(ie(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===i)this._$AH.p(e);else{let n=new ht(i,this),o=n.u(this.options);n.p(e),this.T(o),this._$AH=n}}_$AC(t){let e=te.get(t.strings);return e===void 0&&te.set(t.strings,e=new st(t)),e}k(t){Tt(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,s,i=0;for(let n of t)i===e.length?e.push(s=new r(this.O(tt()),this.O(tt()),this,this.options)):s=e[i],s._$AI(n),i++;i<e.length&&(this._$AR(s&&s._$AB.nextSibling,i),e.length=i)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let s=Yt(t).nextSibling;Yt(t).remove(),t=s}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},j=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,s,i,n){this.type=1,this._$AH=d,this._$AN=void 0,this.element=t,this.name=e,this._$AM=i,this.options=n,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=d}_$AI(t,e=this,s,i){let n=this.strings,o=!1;if(n===void 0)t=V(this,t,e,0),o=!et(t)||t!==this._$AH&&t!==O,o&&(this._$AH=t);else{let l=t,a,f;for(t=n[0],a=0;a<n.length-1;a++)f=V(this,l[s+a],e,a),f===O&&(f=this._$AH[a]),o||=!et(f)||f!==this._$AH[a],f===d?t=d:t!==d&&(t+=(f??"")+n[a+1]),this._$AH[a]=f}o&&!i&&this.j(t)}j(t){t===d?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},pt=class extends j{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===d?void 0:t}},ut=class extends j{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==d)}},mt=class extends j{constructor(t,e,s,i,n){super(t,e,s,i,n),this.type=5}_$AI(t,e=this){if((t=V(this,t,e,0)??d)===O)return;let s=this._$AH,i=t===d&&s!==d||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,n=t!==d&&(s===d||i);i&&this.element.removeEventListener(this.name,this,s),n&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},ft=class{constructor(t,e,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){V(this,t)}},ne={M:Et,P,A:Ct,C:1,L:re,R:ht,D:ee,V,I:B,H:j,N:ut,U:mt,B:pt,F:ft},es=St.litHtmlPolyfillSupport;es?.(st,B),(St.litHtmlVersions??=[]).push("3.3.3");oe=(r,t,e)=>{let s=e?.renderBefore??t,i=s._$litPart$;if(i===void 0){let n=e?.renderBefore??null;s._$litPart$=i=new B(t.insertBefore(tt(),n),n,void 0,e??{})}return i._$AI(r),i}});var Ot,$,ss,ae=u(()=>{"use strict";J();J();W();W();Ot=globalThis,$=class extends T{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=oe(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return O}};$._$litElement$=!0,$.finalized=!0,Ot.litElementHydrateSupport?.({LitElement:$});ss=Ot.litElementPolyfillSupport;ss?.({LitElement:$});(Ot.litElementVersions??=[]).push("4.2.2")});var le=u(()=>{"use strict";});var L=u(()=>{"use strict";J();W();ae();le()});var S,ce=u(()=>{"use strict";S=r=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(r,t)}):customElements.define(r,t)}});function v(r){return(t,e)=>typeof e=="object"?rs(r,t,e):((s,i,n)=>{let o=i.hasOwnProperty(n);return i.constructor.createProperty(n,s),o?Object.getOwnPropertyDescriptor(i,n):void 0})(r,t,e)}var is,rs,Ht=u(()=>{"use strict";J();is={attribute:!0,type:String,converter:Z,reflect:!1,hasChanged:ct},rs=(r=is,t,e)=>{let{kind:s,metadata:i}=e,n=globalThis.litPropertyMetadata.get(i);if(n===void 0&&globalThis.litPropertyMetadata.set(i,n=new Map),s==="setter"&&((r=Object.create(r)).wrapped=!0),n.set(e.name,r),s==="accessor"){let{name:o}=e;return{set(l){let a=t.get.call(this);t.set.call(this,l),this.requestUpdate(o,a,r,!0,l)},init(l){return l!==void 0&&this.C(o,void 0,r,l),l}}}if(s==="setter"){let{name:o}=e;return function(l){let a=this[o];t.call(this,l),this.requestUpdate(o,a,r,!0,l)}}throw Error("Unsupported decorator location: "+s)}});function b(r){return v({...r,state:!0,attribute:!1})}var de=u(()=>{"use strict";Ht();});var he=u(()=>{"use strict";});var N,F=u(()=>{"use strict";N=(r,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(r,t,e),e)});function it(r,t){return(e,s,i)=>{let n=o=>o.renderRoot?.querySelector(r)??null;if(t){let{get:o,set:l}=typeof s=="object"?e:i??(()=>{let a=Symbol();return{get(){return this[a]},set(f){this[a]=f}}})();return N(e,s,{get(){let a=o.call(this);return a===void 0&&(a=n(this),(a!==null||this.hasUpdated)&&l.call(this,a)),a}})}return N(e,s,{get(){return n(this)}})}}var pe=u(()=>{"use strict";F();});var ue=u(()=>{"use strict";F();});var me=u(()=>{"use strict";F();});var fe=u(()=>{"use strict";F();});var ge=u(()=>{"use strict";F();});var K=u(()=>{"use strict";ce();Ht();de();he();pe();ue();me();fe();ge()});var ye,ve,gt,_e=u(()=>{"use strict";ye={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},ve=r=>(...t)=>({_$litDirective$:r,values:t}),gt=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,s){this._$Ct=t,this._$AM=e,this._$Ci=s}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}}});var ns,$e,be,Y,H,os,xe,Ae,yt,we=u(()=>{"use strict";W();({I:ns}=ne),$e=r=>r,be=()=>document.createComment(""),Y=(r,t,e)=>{let s=r._$AA.parentNode,i=t===void 0?r._$AB:t._$AA;if(e===void 0){let n=s.insertBefore(be(),i),o=s.insertBefore(be(),i);e=new ns(n,o,r,r.options)}else{let n=e._$AB.nextSibling,o=e._$AM,l=o!==r;if(l){let a;e._$AQ?.(r),e._$AM=r,e._$AP!==void 0&&(a=r._$AU)!==o._$AU&&e._$AP(a)}if(n!==i||l){let a=e._$AA;for(;a!==n;){let f=$e(a).nextSibling;$e(s).insertBefore(a,i),a=f}}}return e},H=(r,t,e=r)=>(r._$AI(t,e),r),os={},xe=(r,t=os)=>r._$AH=t,Ae=r=>r._$AH,yt=r=>{r._$AR(),r._$AA.remove()}});var Se,Ee,Ce=u(()=>{"use strict";W();_e();we();Se=(r,t,e)=>{let s=new Map;for(let i=t;i<=e;i++)s.set(r[i],i);return s},Ee=ve(class extends gt{constructor(r){if(super(r),r.type!==ye.CHILD)throw Error("repeat() can only be used in text expressions")}dt(r,t,e){let s;e===void 0?e=t:t!==void 0&&(s=t);let i=[],n=[],o=0;for(let l of r)i[o]=s?s(l,o):o,n[o]=e(l,o),o++;return{values:n,keys:i}}render(r,t,e){return this.dt(r,t,e).values}update(r,[t,e,s]){let i=Ae(r),{values:n,keys:o}=this.dt(t,e,s);if(!Array.isArray(i))return this.ut=o,n;let l=this.ut??=[],a=[],f,y,c=0,g=i.length-1,m=0,_=n.length-1;for(;c<=g&&m<=_;)if(i[c]===null)c++;else if(i[g]===null)g--;else if(l[c]===o[m])a[m]=H(i[c],n[m]),c++,m++;else if(l[g]===o[_])a[_]=H(i[g],n[_]),g--,_--;else if(l[c]===o[_])a[_]=H(i[c],n[_]),Y(r,a[_+1],i[c]),c++,_--;else if(l[g]===o[m])a[m]=H(i[g],n[m]),Y(r,i[c],i[g]),g--,m++;else if(f===void 0&&(f=Se(o,m,_),y=Se(l,c,g)),f.has(l[c]))if(f.has(l[g])){let C=y.get(o[m]),$t=C!==void 0?i[C]:null;if($t===null){let jt=Y(r,i[c]);H(jt,n[m]),a[m]=jt}else a[m]=H($t,n[m]),Y(r,i[c],$t),i[C]=null;m++}else yt(i[g]),g--;else yt(i[c]),c++;for(;m<=_;){let C=Y(r,a[_+1]);H(C,n[m]),a[m++]=C}for(;c<=g;){let C=i[c++];C!==null&&yt(C)}return this.ut=o,xe(r,a),O}})});var Te=u(()=>{"use strict";Ce()});var kt,as,Pe,Oe,He,ke,Mt=u(()=>{"use strict";kt="plate_recognizer",as=r=>r===void 0?{}:{config_entry_id:r},Pe=(r,t,e)=>r.connection.subscribeMessage(e,{type:`${kt}/overview/subscribe`,...as(t.config_entry_id)}),Oe=(r,t,e)=>r.callWS({type:`${kt}/visits/list`,config_entry_id:t,...e}),He=(r,t)=>r.callService("image_processing","scan",{},{entity_id:t},!1),ke=(r,t,e,s,i)=>r.callService(kt,"add_vehicle",{config_entry_id:t,name:s,plates:[e.plate],...i===void 0?{}:{category:"guest",may_open:!0,valid_until:i}},void 0,!1)});var k,rt=u(()=>{"use strict";L();k=w`
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
`});var Me,Ut,vt,qt,Ue,qe,nt=u(()=>{"use strict";Me=(r,t,e)=>{let{time_format:s}=t.locale,i=s==="12"?{hour12:!0}:s==="24"?{hour12:!1}:{};return new Intl.DateTimeFormat(t.locale.language,{...e,...e.hour?i:{},timeZone:t.config.time_zone}).format(r)},Ut=(r,t)=>new Intl.DateTimeFormat("en-CA",{timeZone:t.config.time_zone}).format(r),vt=(r,t,e)=>{let s=new Date(r),i=Ut(s,e)===Ut(t,e)?{}:{weekday:"short",day:"numeric",month:"short"};return Me(s,e,{...i,hour:"numeric",minute:"2-digit"})},qt=(r,t)=>Me(new Date(r),t,{weekday:"short",day:"numeric",month:"short"}),Ue=(r,t,e)=>{let s=Math.max(0,t.getTime()-new Date(r).getTime()),[i,n]=s>=864e5?["day",864e5]:s>=36e5?["hour",36e5]:["minute",6e4];return new Intl.NumberFormat(e.locale.language,{style:"unit",unit:i,unitDisplay:"short"}).format(Math.floor(s/n))},qe=(r,t)=>`${Ut(r,t)} 23:59:59`});var A,De=u(()=>{"use strict";L();K();Mt();rt();nt();A=class extends ${constructor(){super(...arguments);this.failure="";this.isBusy=!1}async ask(e){this.question=e,this.failure="",await this.updateComplete,this.dialog.showModal(),this.input.value=e.how==="today"?e.visit.plate??"":"",this.input.focus()}render(){let{question:e,texts:s}=this;if(e===void 0)return d;let i=e.visit.plate??"",n=e.how==="today";return p`<dialog aria-labelledby="title">
      <form method="dialog" @submit=${this.submit}>
        <h2 id="title">${s.say(n?"let_in_title":"name_title",{plate:i})}</h2>
        <p>${s.say(n?"let_in_text":"name_text",{plate:i})}</p>
        <label>
          ${s.say("name")}
          <input required maxlength="100" autocomplete="off" />
        </label>
        ${this.failure?p`<p class="error" role="alert">${this.failure}</p>`:d}
        <div class="actions">
          <button class="main" type="submit" ?disabled=${this.isBusy}>
            ${s.say(n?"let_in":"save")}
          </button>
          <button type="button" @click=${()=>this.dialog.close()}>${s.say("cancel")}</button>
        </div>
      </form>
    </dialog>`}async submit(e){e.preventDefault();let{question:s}=this;if(!(s===void 0||this.isBusy)){this.isBusy=!0;try{let i=s.how==="today"?qe(new Date,this.hass):void 0,n=this.input.value.trim();await ke(this.hass,s.configEntryId,s.visit,n,i),this.dialog.close()}catch(i){this.failure=this.texts.failure(i)}finally{this.isBusy=!1}}}};A.styles=[k,w`
      form {
        display: grid;
        gap: 16px;
      }
      label {
        display: grid;
        gap: 4px;
      }
    `],h([v({attribute:!1})],A.prototype,"hass",2),h([v({attribute:!1})],A.prototype,"texts",2),h([b()],A.prototype,"question",2),h([b()],A.prototype,"failure",2),h([b()],A.prototype,"isBusy",2),h([it("dialog")],A.prototype,"dialog",2),h([it("input")],A.prototype,"input",2),A=h([S("plate-recognizer-name")],A)});var M,Ie=u(()=>{"use strict";L();K();rt();nt();M=class extends ${render(){let{quota:t,texts:e,hass:s}=this,i=new Intl.NumberFormat(s.locale.language),n=t.limit?Math.min(100,100*t.used/t.limit):100,o=e.say("quota_used",{used:i.format(t.used),limit:i.format(t.limit),left:i.format(t.left)});return p`<h3 id="quota">${e.say("quota")}</h3>
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
      ${this.forecast?p`<p class="quiet">${this.forecast}</p>`:d}`}get forecast(){let{quota:t,texts:e,hass:s}=this;return t.state==="used_up"?e.say("quota_used_up"):t.runs_out_at!==null?e.say("quota_runs_out",{day:qt(t.runs_out_at,s)}):t.resets_at===null?"":e.say("quota_resets",{day:qt(t.resets_at,s)})}};M.styles=[k,w`
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
    `],h([v({attribute:!1})],M.prototype,"hass",2),h([v({attribute:!1})],M.prototype,"texts",2),h([v({attribute:!1})],M.prototype,"quota",2),M=h([S("plate-recognizer-quota")],M)});var It,ls,Dt,z,cs,Rt,Re,_t=u(()=>{"use strict";It="plate_recognizer",ls=["common","entity","selector","config_subentries","exceptions"],Dt=new Map,z=class{constructor(t){this.resources=t}static load(t){let{language:e}=t,s=Dt.get(e);return s===void 0&&(s=cs(t,e),Dt.set(e,s),s.catch(()=>Dt.delete(e))),s}say(t,e){return this.find(`common.card_${t}`,e)}status(t){return this.find(`selector.status.options.${t.status}`)}decision(t){return this.find(`entity.sensor.decision.state.${t}`)||t}areaError(t,e){return this.find(`config_subentries.camera.error.${t}`,e)||t}failure(t){let e=typeof t=="object"&&t!==null?t:{},s=e.translation_domain===It&&e.translation_key!==void 0,i=`exceptions.${e.translation_key}.message`;return s&&this.find(i,e.translation_placeholders)||e.message||String(t)}find(t,e={}){return(this.resources[`component.${It}.${t}`]??"").replace(/\{(\w+)\}/g,(i,n)=>String(e[n]??i))}},cs=async(r,t)=>{let e=await Promise.all(ls.map(s=>r.callWS({type:"frontend/get_translations",integration:It,language:t,category:s})));return new z(Object.assign({},...e.map(({resources:s})=>s)))},Rt=(r,t)=>r.name??r.plate??t.say("unread"),Re=(r,t)=>[t.say(`reason_${r.status_reason}`),r.arrival_reason===null?"":t.say(`arrival_${r.arrival_reason}`),r.may_open?t.say("may_open"):""].filter(e=>e!=="")});var E,Ve=u(()=>{"use strict";L();K();rt();_t();nt();E=class extends ${constructor(){super(...arguments);this.mayEdit=!1}render(){let{visit:e,texts:s,hass:i}=this,n=e.ended_at;return p`<details>
      <summary>
        ${e.thumbnail?p`<img src=${e.thumbnail} alt="" loading="lazy" />`:p`<span class="none">${s.say("no_picture")}</span>`}
        <span>
          <span class="verdict">
            <span class="who">${Rt(e,s)}</span>
            <span class="status ${e.status}">${s.status(e)}</span>
          </span>
          <span class="quiet">
            ${s.say(n?"was_here":"is_here",{place:e.place,time:vt(e.started_at,this.now,i),span:Ue(e.started_at,n?new Date(n):this.now,i)})}
          </span>
        </span>
      </summary>
      <div class="more">
        ${e.name&&e.plate?p`<p>${s.say("plate",{plate:e.plate})}</p>`:d}
        <p>${Re(e,s).join(" ")}</p>
        ${e.picture?p`<img
              src=${e.picture}
              alt=${s.say("picture_of",{who:Rt(e,s)})}
              loading="lazy"
            />`:d}
        ${this.canBeNamed?p`<div class="actions">
              <button @click=${()=>this.ask("name")}>${s.say("name_it")}</button>
              <button @click=${()=>this.ask("today")}>${s.say("let_in_today")}</button>
            </div>`:d}
      </div>
    </details>`}get canBeNamed(){let{visit:e}=this;return this.mayEdit&&e.status==="stranger"&&e.plate!==null&&!e.is_masked}ask(e){let s={visit:this.visit,how:e};this.dispatchEvent(new CustomEvent("name-stranger",{detail:s,bubbles:!0,composed:!0}))}};E.styles=[k,w`
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
    `],h([v({attribute:!1})],E.prototype,"hass",2),h([v({attribute:!1})],E.prototype,"texts",2),h([v({attribute:!1})],E.prototype,"visit",2),h([v({attribute:!1})],E.prototype,"now",2),h([v({type:Boolean})],E.prototype,"mayEdit",2),E=h([S("plate-recognizer-visit")],E)});var U,Vt=u(()=>{"use strict";U=["here","timeline","quota","cameras"]});var je={};Nt(je,{CardEditor:()=>q});var q,ds,Le=u(()=>{"use strict";L();K();_t();Vt();q=class extends ${setConfig(t){this.config=t}willUpdate(t){t.has("hass")&&this.texts===void 0&&z.load(this.hass).then(e=>this.texts=e)}render(){let{config:t,texts:e}=this;return t===void 0||e===void 0?d:p`<ha-form
      .hass=${this.hass}
      .data=${{visits:10,show:[...U],...t}}
      .schema=${ds(e)}
      .computeLabel=${({name:s})=>e.say(`option_${s}`)}
      .computeHelper=${({name:s})=>e.say(`option_${s}_help`)}
      @value-changed=${this.changed}
    ></ha-form>`}changed(t){let e={config:t.detail.value};this.dispatchEvent(new CustomEvent("config-changed",{detail:e,bubbles:!0,composed:!0}))}};h([v({attribute:!1})],q.prototype,"hass",2),h([b()],q.prototype,"config",2),h([b()],q.prototype,"texts",2),q=h([S("plate-recognizer-card-editor")],q);ds=r=>[{name:"title",selector:{text:{}}},{name:"config_entry_id",selector:{config_entry:{integration:"plate_recognizer"}}},{name:"places",selector:{text:{multiple:!0}}},{name:"show",selector:{select:{multiple:!0,mode:"list",options:U.map(t=>({value:t,label:r.say(t)}))}}},{name:"visits",selector:{number:{min:1,max:50,mode:"box"}}}]});var ze={};Nt(ze,{PlateRecognizerCard:()=>x});var Ne,hs,ps,us,ms,x,Be=u(()=>{"use strict";L();K();Te();Mt();De();Ie();Ve();rt();_t();nt();Vt();Ne=50,hs=10,ps=6e4,us=(r,t)=>{let e={account:r.config_entry_id,camera:t.subentry_id};return`/plate-recognizer?${new URLSearchParams(e).toString()}`},ms=(r,t)=>r.toLowerCase()===t.toLowerCase(),x=class extends ${constructor(){super(...arguments);this.visits={};this.now=new Date;this.scanning=new Set}static getStubConfig(){return{show:[...U]}}static async getConfigElement(){return await Promise.resolve().then(()=>(Le(),je)),document.createElement("plate-recognizer-card-editor")}setConfig(e){let{visits:s,show:i}=e;if(s!==void 0&&!(Number.isInteger(s)&&s>=1&&s<=Ne))throw new Error(`visits: 1–${Ne}`);let n=i?.filter(l=>!U.includes(l))??[];if(n.length>0)throw new Error(`show: ${U.join(", ")} (${n.join(", ")}?)`);let o=this.config?.config_entry_id!==e.config_entry_id;this.config=e,o&&this.unsubscribe!==void 0?(this.stop(),this.start()):this.overview!==void 0&&this.loadVisits(this.overview)}getCardSize(){return 3+(this.shows("timeline")?Math.min(this.most,10):0)}getGridOptions(){return{columns:12,min_columns:6}}connectedCallback(){super.connectedCallback(),this.clock=setInterval(()=>this.now=new Date,ps),this.hass!==void 0&&this.start()}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.clock),this.stop()}willUpdate(e){e.has("hass")&&this.hass!==void 0&&this.hass.language!==this.language&&(this.language=this.hass.language,z.load(this.hass).then(s=>this.texts=s)),e.has("hass")&&this.isConnected&&this.unsubscribe===void 0&&this.start()}start(){if(this.config===void 0||this.unsubscribe!==void 0)return;let e=Pe(this.hass,this.config,s=>{this.overview=s,this.failure=void 0,this.loadVisits(s)});this.unsubscribe=e,e.catch(s=>{this.failure=s})}stop(){this.unsubscribe?.then(e=>e()).catch(()=>{}),this.unsubscribe=void 0}async loadVisits(e){if(!this.shows("timeline"))return;let{places:s}=this.config,i={limit:this.most,...s?.length?{places:s}:{}};try{let n=await Promise.all(e.accounts.map(async({config_entry_id:o})=>{let{visits:l}=await Oe(this.hass,o,i);return[o,l]}));e===this.overview&&(this.visits=Object.fromEntries(n))}catch(n){this.failure=n}}get most(){return this.config?.visits??hs}shows(e){return(this.config?.show??U).includes(e)}isShown(e){let s=this.config?.places;return!s?.length||s.some(i=>ms(i,e))}render(){let{config:e,texts:s,overview:i}=this;return e===void 0||s===void 0?d:p`<ha-card @name-stranger=${this.name}>
        ${e.title?p`<h2>${e.title}</h2>`:d}
        ${this.failure?p`<p class="error" role="alert">${s.failure(this.failure)}</p>`:d}
        ${i===void 0?this.failure?d:p`<p class="quiet" role="status">${s.say("loading")}</p>`:i.accounts.length===0?p`<p>${s.say("nothing_shared")}</p>`:i.accounts.map(n=>this.account(n,s))}
      </ha-card>
      <plate-recognizer-name .hass=${this.hass} .texts=${s}></plate-recognizer-name>`}account(e,s){let i=this.overview?.accounts.length===1;return p`${i?d:p`<h2>${e.title}</h2>`}
      ${this.shows("here")?this.here(e,s):d}
      ${this.shows("timeline")?this.timeline(e,s):d}
      ${this.shows("quota")&&e.quota?p`<section>
            <plate-recognizer-quota
              .hass=${this.hass}
              .texts=${s}
              .quota=${e.quota}
            ></plate-recognizer-quota>
          </section>`:d}
      ${this.shows("cameras")?this.cameras(e,s):d}`}here(e,s){let i=e.places.filter(({place:n})=>this.isShown(n)).flatMap(n=>n.here);return p`<section aria-live="polite">
      <h3>${s.say("here")}</h3>
      ${i.length===0?p`<p class="quiet">${s.say("nobody_here")}</p>`:this.list(i,e,s)}
    </section>`}timeline(e,s){let i=new Map(e.places.flatMap(({here:o})=>o.map(l=>[l.visit_id,l]))),n=this.visits[e.config_entry_id]?.map(o=>i.get(o.visit_id)??o);return p`<section>
      <h3>${s.say("timeline")}</h3>
      ${n===void 0?p`<p class="quiet">${s.say("loading")}</p>`:n.length===0?p`<p class="quiet">${s.say("no_visits")}</p>`:this.list(n,e,s)}
    </section>`}list(e,s,i){return p`<ul>
      ${Ee(e,({visit_id:n})=>n,n=>p`<li>
          <plate-recognizer-visit
            .hass=${this.hass}
            .texts=${i}
            .visit=${n}
            .now=${this.now}
            .mayEdit=${s.may_edit}
            data-entry=${s.config_entry_id}
          ></plate-recognizer-visit>
        </li>`)}
    </ul>`}cameras(e,s){let i=e.cameras.filter(({place:n})=>this.isShown(n));return p`<section>
      <h3>${s.say("cameras")}</h3>
      <ul>
        ${i.map(n=>this.camera(n,e,s))}
      </ul>
    </section>`}camera(e,s,i){let{decision:n}=e,o={camera:e.name};return p`<li class="camera">
      <span>
        ${e.name}<br />
        <span class="quiet">
          ${n?`${i.decision(n.reason)}, ${vt(n.at,this.now,this.hass)}`:i.say("no_decision")}
        </span>
      </span>
      <span class="actions">
        ${e.scan_entity_id&&e.scanning!==null?p`<button
              aria-label=${i.say("scan_camera",o)}
              ?disabled=${this.scanning.has(e.subentry_id)}
              @click=${()=>this.scan(e)}
            >
              ${i.say("scan")}
            </button>`:d}
        ${s.may_edit&&e.scanning!==null?p`<a
              class="button"
              href=${us(s,e)}
              aria-label=${i.say("areas_of",o)}
              >${i.say("areas")}</a
            >`:d}
      </span>
    </li>`}async scan(e){this.scanning=new Set(this.scanning).add(e.subentry_id);try{await He(this.hass,e.scan_entity_id),this.failure=void 0}catch(s){this.failure=s}finally{let s=new Set(this.scanning);s.delete(e.subentry_id),this.scanning=s}}name(e){let i=e.composedPath().find(n=>n instanceof HTMLElement&&n.dataset.entry).dataset.entry;this.nameDialog.ask({...e.detail,configEntryId:i})}};x.styles=[k,w`
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
    `],h([v({attribute:!1})],x.prototype,"hass",2),h([b()],x.prototype,"config",2),h([b()],x.prototype,"texts",2),h([b()],x.prototype,"overview",2),h([b()],x.prototype,"visits",2),h([b()],x.prototype,"now",2),h([b()],x.prototype,"failure",2),h([b()],x.prototype,"scanning",2),h([it("plate-recognizer-name")],x.prototype,"nameDialog",2),x=h([S("plate-recognizer-card")],x)});window.customCards??=[];window.customCards.push({type:"plate-recognizer-card",name:"Plate Recognizer",preview:!0,documentationURL:"https://github.com/plate-recognizer-ha/plate-recognizer/blob/main/docs/card.md"});customElements.whenDefined("home-assistant").then(()=>Promise.resolve().then(()=>(Be(),ze)));
