const { request } = require('../utils/request');

/** 首页：正在直播的房间 */
const fetchLiveList = (page) => request('/open/v3/live/list', { page, size: 20 });

/** 直播间详情 */
const fetchLiveDetail = (liveId) => request('/open/v3/live/detail', { live_id: liveId });

module.exports = { fetchLiveList, fetchLiveDetail };
