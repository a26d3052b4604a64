import type { UrlAttribute } from '../schema/markup.ts';

/**
 * Attributes of WeChat's components (and of their namesakes elsewhere) through which the program loads something.
 * Page paths (`navigator url`, `button send-message-path`) are none. Sources: the component pages of
 * https://developers.weixin.qq.com/miniprogram/dev/component/, @tarojs/components 4.2.1.
 */
export const urlAttributes = [
  { element: 'web-view', attribute: 'src', traffic: 'web-view' },
  { element: 'image', attribute: 'src', traffic: 'image' },
  { element: 'img', attribute: 'src', traffic: 'image' },
  { element: 'cover-image', attribute: 'src', traffic: 'image' },
  { element: '*-image', attribute: 'src', traffic: 'image' },
  { element: '*-img', attribute: 'src', traffic: 'image' },
  { element: '*-avatar', attribute: 'src', traffic: 'image' },
  { element: 'video', attribute: 'src', traffic: 'media' },
  { element: 'video', attribute: 'poster', traffic: 'image' },
  { element: 'video', attribute: 'poster-for-crawler', traffic: 'image' },
  { element: 'video', attribute: 'background-poster', traffic: 'image' },
  { element: 'video', attribute: 'provision-url', traffic: 'request' },
  { element: 'video', attribute: 'certificate-url', traffic: 'request' },
  { element: 'video', attribute: 'license-url', traffic: 'request' },
  { element: 'audio', attribute: 'src', traffic: 'media' },
  { element: 'audio', attribute: 'poster', traffic: 'image' },
  { element: 'live-player', attribute: 'src', traffic: 'media' },
  { element: 'live-pusher', attribute: 'url', traffic: 'media' },
  { element: 'live-pusher', attribute: 'waiting-image', traffic: 'image' },
  { element: 'button', attribute: 'send-message-img', traffic: 'image' },
  { element: 'contact-button', attribute: 'send-message-img', traffic: 'image' },
  { element: 'xr-asset-load', attribute: 'src', traffic: 'media' },
  { element: 'map-tile-overlay', attribute: 'url', traffic: 'image' },
  { element: 'rich-text', attribute: 'nodes', traffic: 'image', holds: 'html' },
  { element: '*', attribute: 'style', traffic: 'image', holds: 'css' },
] as const satisfies readonly UrlAttribute[];
