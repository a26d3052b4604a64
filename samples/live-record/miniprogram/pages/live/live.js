const { fetchLiveDetail } = require('../../api/live');
const { fetchRecord } = require('../../api/record');

Page({
  data: {
    title: '',
    detail: null,
    record: null,
  },

  onLoad(query) {
    this.liveId = query.id;
    // 分享进来的标题是编码过的
    this.setData({ title: decodeURIComponent(query.title) });
    this.load();
  },

  onUnload() {
    if (this.socket) this.socket.close();
  },

  async load() {
    const detail = await fetchLiveDetail(this.liveId);
    this.setData({ detail });
    if (detail.status === 'ended') {
      // 已经结束的直播展示回放
      this.setData({ record: await fetchRecord(this.liveId) });
      return;
    }
    this.socket = wx.connectSocket({ url: `${getApp().globalData.socketUrl}?room=${this.liveId}` });
  },

  onShareAppMessage() {
    return {
      title: this.data.title,
      path: `/pages/live/live?id=${this.liveId}&title=${encodeURIComponent(this.data.title)}`,
    };
  },
});
