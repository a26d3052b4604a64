<?php

namespace app\controller;

use app\service\LiveService;
use support\Request;
use support\Response;

class LiveController
{
    /** 正在直播的房间 */
    public function list(Request $request): Response
    {
        $page = max(1, (int) $request->get('page', 1));
        $size = min(50, (int) $request->get('size', 20));

        return json(['code' => 0, 'msg' => 'ok', 'data' => LiveService::paginate($page, $size)]);
    }

    /** 直播间详情 */
    public function detail(Request $request): Response
    {
        $liveId = $request->get('live_id');
        if (!is_string($liveId) || !ctype_digit($liveId)) {
            return json(['code' => 400, 'msg' => '参数错误', 'data' => null])->withStatus(400);
        }

        return json(['code' => 0, 'msg' => 'ok', 'data' => LiveService::find((int) $liveId)]);
    }

    /** 直播回放 */
    public function record(Request $request): Response
    {
        $liveId = $request->get('live_id');
        $record = LiveService::record((int) $liveId);
        if ($record === null) {
            // 把参数带回去，方便前端排查
            return json(['code' => 401, 'msg' => '回放不存在或无权查看', 'data' => ['live_id' => $liveId]])->withStatus(401);
        }

        return json(['code' => 0, 'msg' => 'ok', 'data' => $record]);
    }
}
