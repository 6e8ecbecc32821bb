import { ToggleGroup } from "@digdir/designsystemet-react";
import { type Language, languages, prefer, usePreferences } from "../preferences.ts";
import { useSay } from "../words.ts";

export function LanguageChoice() {
  const say = useSay();
  const { language } = usePreferences();
  return (
    <ToggleGroup value={language} onChange={(value) => prefer({ language: value as Language })} data-toggle-group={say("language")} data-size="sm">
      {Object.entries(languages).map(([code, name]) => <ToggleGroup.Item key={code} value={code} lang={code}>{name}</ToggleGroup.Item>)}
    </ToggleGroup>
  );
}
