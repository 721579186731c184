"use client";

import { createTokenizer, loadCore } from "panless";
import { useEffect } from "react";
import { run } from "../page.js";

export function Checkout() {
  useEffect(() => void run({ createTokenizer, loadCore }), []);
  return null;
}
