const { request } = require('../utils/request');

// 回放服务是独立部署的，不走主域名
const RECORD_HOST = 'https://test-record.tinglanzhibo.cn';

/** 直播回放信息 */
const fetchRecord = (liveId) => request('/open/v3/live/record', { action: 'eval', live_id: liveId }, { host: RECORD_HOST });

module.exports = { fetchRecord };
