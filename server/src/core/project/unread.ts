/** What of the projects could not be read, or only in part, and why. */

import { message, type Unread } from '../base/finding.ts';
import type { Store } from '../store/store.ts';
import { projects } from './discover.ts';
import type { FileSource } from './files.ts';
import { missingPages, reached } from './members.ts';
import { classOf, contentOf, textOf } from './queries.ts';

/** What bytes that are no UTF-8 are read as. */
const REPLACEMENT = '\ufffd';
const MOST_MISSING = 20;

/** Configuration with faults, files that are no text, minified or too large, and pages of which there is no file; vendored packages are read, and not told of. */
export function unreadOf(store: Store<FileSource>): readonly Unread[] {
  const unread: Unread[] = [];
  for (const project of projects(store, '')) {
    unread.push(...project.problems);
    const registered = project.appJson ?? project.pluginJson;
    if (registered !== undefined) {
      for (const page of missingPages(store, project.root).slice(0, MOST_MISSING)) {
        unread.push({
          file: registered,
          why: message('“{0}” is registered as a page, but there is no such file.', page),
        });
      }
    }
    if (project.platform === undefined) continue;
    for (const file of reached(store, project.root)) {
      const content = contentOf(store, file);
      if (content !== undefined && typeof content !== 'string') unread.push({ file, why: content.why });
      const read = classOf(store, file);
      if ((read?.of === 'minified' || read?.of === 'too-large') && read.why) unread.push({ file, why: read.why });
      if (textOf(store, file)?.includes(REPLACEMENT)) {
        unread.push({ file, why: message('This file is not UTF-8; some of its text could not be read.') });
      }
    }
  }
  return unread;
}
