/** The entry of the language server's process: `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME`. */

import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from '../lsp/server.ts';
import { nodePlatform } from './platform.ts';

startServer(createConnection(ProposedFeatures.all), nodePlatform());
