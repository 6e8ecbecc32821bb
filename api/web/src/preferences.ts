// What a person chooses for this browser: language and light or dark.

import { useSyncExternalStore } from "react";

export const languages = { nb: "Bokmål", nn: "Nynorsk", en: "English" } as const;
export type Language = keyof typeof languages;
export const schemes = ["auto", "light", "dark"] as const;
export type Scheme = (typeof schemes)[number];

interface Preferences {
  language: Language;
  scheme: Scheme;
}

const name = "saksgang:preferences";
const listeners = new Set<() => void>();
let chosen: Preferences = { language: "nb", scheme: "auto", ...stored() };

function stored(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "{}");
  } catch {
    return {};
  }
}

function show() {
  document.documentElement.lang = chosen.language;
  document.documentElement.dataset.colorScheme = chosen.scheme;
}
show();

export const language = () => chosen.language;

export function prefer(change: Partial<Preferences>): void {
  chosen = { ...chosen, ...change };
  localStorage.setItem(name, JSON.stringify(chosen));
  show();
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore((listener) => (listeners.add(listener), () => listeners.delete(listener)), () => chosen);
}
