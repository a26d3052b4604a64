import type { DecoratorRow, FrameworkModel } from '../schema/flow.ts';

const module = '@nestjs/common';
const routes: DecoratorRow[] = ['Get', 'Post', 'Put', 'Delete', 'Patch', 'All', 'Head', 'Options'].map((name) => ({
  name,
  role: 'route',
  method: name === 'All' ? 'ANY' : name.toUpperCase(),
}));

/** NestJS and Midway: routes and inputs by decorators. */
export default {
  name: 'nest',
  language: 'javascript',
  present: { npm: ['@nestjs/common', '@midwayjs/core'], imports: [module, '@midwayjs/core', '@midwayjs/decorator'] },
  errors: { sync: 'answered', async: 'answered' },
  types: [
    { type: '@midwayjs/koa', path: 'Member[Context].Instance', gives: 'koa.Context' },
    { type: '@midwayjs/web', path: 'Member[Context].Instance', gives: 'koa.Context' },
    { type: '@midwayjs/faas', path: 'Member[Context].Instance', gives: 'koa.Context' },
    { type: module, path: 'Member[createParamDecorator].Return', gives: 'nest.ParamDecorator' },
    { type: 'nest.Host', path: 'Member[switchToHttp].Return', gives: 'nest.Host' },
    { type: 'nest.Host', path: 'Member[getResponse].Return', gives: 'express.Response' },
    { type: 'nest.Host', path: 'Member[getRequest].Return', gives: 'express.Request' },
    { type: 'express.Response', path: 'Member[code].Return', gives: 'express.Response' },
  ],
  statuses: [
    { type: 'express.Response', path: 'Member[code]', set: 'Argument[0]' },
    {
      type: '@nestjs/core',
      path: 'Member[HttpAdapterHost].Instance.Member[httpAdapter].Member[reply]',
      set: 'Argument[2]',
    },
  ],
  decorators: [
    ...routes,
    { name: 'Controller', role: 'controller' },
    { name: 'Catch', role: 'catch' },
    { name: 'UseFilters', role: 'guard' },
    { name: 'Query', role: 'input', kind: 'query' },
    { name: 'Param', role: 'input', kind: 'path' },
    { name: 'Body', role: 'input', kind: 'body' },
    { name: 'Headers', role: 'input', kind: 'header' },
    { name: 'UploadedFile', role: 'input', kind: 'file' },
    { name: 'UploadedFiles', role: 'input', kind: 'file' },
    { name: 'RawBody', role: 'input', kind: 'body' },
    { name: 'Req', role: 'input', type: 'express.Request' },
    { name: 'Request', role: 'input', type: 'express.Request' },
    { name: 'Inject', role: 'input', type: 'koa.Context' },
  ],
  errorClasses: [
    { class: 'HttpException', parents: ['Error'], status: 'Argument[1]' },
    { class: 'BadRequestException', parents: ['HttpException'], status: 400 },
    { class: 'UnprocessableEntityException', parents: ['HttpException'], status: 422 },
    { class: 'NotFoundException', parents: ['HttpException'], status: 404 },
    { class: 'ForbiddenException', parents: ['HttpException'], status: 403 },
    { class: 'UnauthorizedException', parents: ['HttpException'], status: 401 },
    { class: 'InternalServerErrorException', parents: ['HttpException'], status: 500 },
  ],
} satisfies FrameworkModel;
