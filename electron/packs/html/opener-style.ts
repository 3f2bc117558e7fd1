/** What a self-opening page adds to `page/style.ts`: the lock, the bar at the top, documents as buttons. */
export const OPENER_STYLE = `
[hidden]{display:none!important}
.lock{min-height:100vh;min-height:100dvh;display:grid;place-items:center;padding:1.25rem;border-top:.4rem solid var(--accent)}
.lock-card{width:100%;max-width:30rem;background:var(--sheet);border:1px solid var(--line);border-radius:.75rem;padding:1.75rem 1.5rem}
.lock-kind{color:var(--accent);font-weight:600}
.lock h1{font-size:1.75rem;margin:.1rem 0 .6rem}
.lock form{margin-top:1.25rem}
.lock label{font-weight:600}
.lock input[type=password],.lock input[type=text]{display:block;width:100%;margin-top:.3rem;padding:.7rem .8rem;border:1px solid var(--soft);border-radius:.4rem;background:var(--paper)}
.lock input[aria-invalid=true]{border:2px solid var(--stop)}
.lock .see{display:flex;gap:.5rem;align-items:center;margin:.8rem 0 1.1rem}
.lock .see label{font-weight:400}
.lock .see input{width:1.15rem;height:1.15rem;accent-color:var(--accent)}
.lock .primary{width:100%}
.lock.busy .primary{opacity:.65}
.state:empty,.problem:empty{display:none}
.state{margin-top:.9rem}
.problem{margin-top:.9rem;color:var(--stop);font-weight:600}
.expired{background:var(--notice);border-bottom:1px solid var(--notice-line);color:var(--ink);padding:.8rem 1.25rem;text-align:center;font-weight:600}
.bar{background:var(--sheet)}
.bar .wrap{display:flex;justify-content:flex-end;gap:.5rem;padding-block:.5rem}
.bar button,.act{background:none;border:1px solid var(--line);border-radius:.4rem;padding:.35rem .8rem;font-weight:600;font-size:.9rem;cursor:pointer;color:var(--accent);text-decoration:none}
.bar button:hover,.act:hover{background:var(--accent-soft)}
.file .document,.file .opened{display:flex;gap:.7rem;align-items:center;width:100%;padding:.5rem .65rem;background:var(--paper);border:1px solid var(--line);border-radius:.5rem;text-align:left;color:var(--ink)}
.file .document{cursor:pointer}
.file .document:hover{border-color:var(--accent)}
.file .document:hover .file-name{text-decoration:underline}
.field input::file-selector-button{font:inherit;font-weight:600;color:var(--accent);background:var(--sheet);border:1px solid var(--line);border-radius:.35rem;padding:.25rem .7rem;margin-right:.75rem;cursor:pointer}
.document-state{display:block;padding:.3rem .2rem 0;font-size:.875rem;color:var(--soft)}
.document-state:empty{display:none}
.acts{display:flex;gap:.5rem;margin-top:.4rem}
.file .act{display:inline-block;height:auto;padding:.35rem .8rem;border-radius:.4rem;background:none;color:var(--accent)}
@media (max-width:30rem){.lock{place-items:start center}.lock-card{padding:1.25rem 1.1rem}}
@media print{.bar,.lock,.acts,.document-state{display:none!important}.file .document{color:inherit;padding:.2rem .4rem}}
`
