<?php

namespace app\service;

use support\Db;

class LiveService
{
    public static function paginate(int $page, int $size): array
    {
        return Db::table('live_room')
            ->where('status', 'living')
            ->orderByDesc('online')
            ->forPage($page, $size)
            ->get(['id', 'title', 'cover', 'online'])
            ->toArray();
    }

    public static function find(int $liveId): ?array
    {
        $room = Db::table('live_room')->find($liveId);

        return $room === null ? null : (array) $room;
    }

    public static function record(int $liveId): ?array
    {
        $record = Db::table('live_record')->where('live_id', $liveId)->first(['url', 'duration']);

        return $record === null ? null : (array) $record;
    }
}
