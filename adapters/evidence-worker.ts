/** The thread of an evidence model. */
import { type EvidenceText, openEvidenceSession } from './evidence-session.ts';
import { serveThread } from './threads.ts';

serveThread<{ path: string }, EvidenceText, number[]>(({ path }) => openEvidenceSession(path, { threads: 1 }));
