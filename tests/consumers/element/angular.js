// Compiled in the page, so that no compiler of the framework's own has to be installed.
import "@angular/compiler";
import { CUSTOM_ELEMENTS_SCHEMA, Component, ElementRef, inject, signal } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import "panless/element";
import { baseUrl, fields, frameUrl, heard, labels, leavesBy, publicKey, sent } from "./said.js";

const template = `<form id="form-direct" (submit)="sent($event)">
  <panless-card id="direct" [publicKey]="publicKey" [baseUrl]="baseUrl">
    @for (name of fields; track name) { <input [id]="name" [attr.data-panless]="name" [attr.aria-label]="name"> }
  </panless-card>
  <button id="pay-direct">Pay</button>
</form>
<form id="form-framed" (submit)="sent($event)">
  <panless-card id="framed" [publicKey]="publicKey" [baseUrl]="baseUrl" [frameUrl]="frameUrl" [fields]="fields" [fieldLabels]="labels"></panless-card>
  <button id="pay-framed">Pay</button>
</form>
<button id="again" (click)="again()">{{ times() }}</button>`;

const App = Component({ selector: "#app", template, schemas: [CUSTOM_ELEMENTS_SCHEMA] })(
  class {
    times = signal(0);
    constructor() {
      Object.assign(this, { baseUrl, fields, frameUrl, publicKey, sent });
      // A template takes what stands before a colon for a global target.
      for (const name of ["panless:ready", "panless:token"]) inject(ElementRef).nativeElement.addEventListener(name, heard);
    }
    /** Made anew each time that it is read. */
    get labels() { return { ...labels }; }
    again() { this.times.update((times) => times + 1); }
  },
);

bootstrapApplication(App).then((app) => leavesBy(() => app.destroy()));
