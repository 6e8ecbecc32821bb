// What happens is heard as it happens: one stream of events for a browser, however many tabs. The tab that holds the lock
// listens and tells the others; one that is looked at takes it over, since a browser may put the others to sleep.

import { useEffect } from "react";
import { api, community } from "./client.ts";
import { atIntervals, concerns, type News } from "./news.ts";
import { queryClient } from "./queries.ts";

const name = `saksgang:${community}:live`;
const between_refreshes_ms = 1000;
const before_trying_again_ms = 5000;

/** `since`: the position that all which has been read is of, or a later one. */
export const useLive = (since: number) => useEffect(() => live(since), []);

function live(since: number): (() => void) | undefined {
  if (!("locks" in navigator)) return; // without TLS: a page is read anew when it is looked at, as ever
  const others = new BroadcastChannel(name);
  const refresh = atIntervals(between_refreshes_ms, (changed) => void queryClient.invalidateQueries({ predicate: ({ queryKey }) => concerns(changed, queryKey) }));
  let position = since;
  let leading = false;
  let turn = new AbortController(); // of this tab, to wait for the lock and to listen

  function hear(news: News) {
    position = news.position;
    refresh(news);
  }
  others.onmessage = ({ data }: MessageEvent<News | "where">) => {
    if (data === "where") {
      if (leading) others.postMessage({ position });
    } else if (data.changes || data.position > position) hear(data); // else nothing was missed
  };
  others.postMessage("where");

  async function lead(steal: boolean): Promise<void> {
    turn.abort();
    const mine = (turn = new AbortController());
    try {
      await navigator.locks.request(name, steal ? { steal } : { signal: mine.signal }, () => {
        leading = true;
        return listen(mine.signal, () => position, (news) => (hear(news), others.postMessage(news)));
      });
    } catch (error) {
      if ((error as DOMException).name !== "AbortError") throw error;
    }
    if (turn !== mine || mine.signal.aborted) return;
    // another tab took over
    leading = false;
    await lead(false);
  }
  const looked = () => document.visibilityState === "visible" && !leading && void lead(true);
  document.addEventListener("visibilitychange", looked);
  void lead(false);
  return () => {
    document.removeEventListener("visibilitychange", looked);
    turn.abort();
    others.close();
  };
}

/** Until `stop`. A lost connection goes on by itself with Last-Event-ID; an answer that was no stream is asked for again. */
function listen(stop: AbortSignal, after: () => number, hear: (news: News) => void): Promise<void> {
  return new Promise((done) => {
    let source: EventSource;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const told = ({ data }: MessageEvent<string>) => hear(JSON.parse(data) as News);
    function open() {
      source = new EventSource(`${api}/events?after=${after()}`);
      source.addEventListener("changes", told);
      source.addEventListener("everything", told);
      source.onerror = () => {
        if (source.readyState !== EventSource.CLOSED) return;
        void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === "me" }); // signed in still?
        timer = setTimeout(open, before_trying_again_ms);
      };
    }
    open();
    stop.addEventListener("abort", () => {
      clearTimeout(timer);
      source.close();
      done();
    });
  });
}
