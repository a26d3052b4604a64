const { fetchLiveList } = require('../../api/live');

Page({
  data: {
    list: [],
    page: 1,
  },

  onLoad() {
    this.load();
  },

  onPullDownRefresh() {
    this.setData({ page: 1, list: [] });
    this.load().finally(() => wx.stopPullDownRefresh());
  },

  async load() {
    const list = await fetchLiveList(this.data.page);
    this.setData({ list: this.data.list.concat(list), page: this.data.page + 1 });
  },

  openLive(e) {
    const { id, title } = e.currentTarget.dataset;
    // 标题里可能有特殊字符，跳转前先编码
    wx.navigateTo({ url: `/pages/live/live?id=${id}&title=${encodeURIComponent(title)}` });
  },
});
