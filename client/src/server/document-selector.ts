/** Which documents the language server is told about. */
import type { DocumentSelector } from 'vscode-languageclient';

/**
 * By name and not by language: which extension gives `.wxml` or `.mpx` its language, and whether any does, differs from
 * one editor to the next.
 */
const PATTERNS = [
  // scripts
  '**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx,wxs}',
  // pages and components
  '**/*.{vue,uvue,nvue,mpx,wpy,cml,interface,wxml,axml,swan,ttml,qml}',
  // styles can carry addresses too
  '**/*.{wxss,css,acss,less,scss,sass,styl}',
  // what decides the build
  '**/*.{json,jsonc,json5}',
  '**/.env',
  '**/.env.*',
  // backends
  '**/*.{php,py,java,go}',
];

export const DOCUMENT_SELECTOR: DocumentSelector = PATTERNS.map((pattern) => ({ scheme: 'file', pattern }));
