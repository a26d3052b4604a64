<?php

use app\controller\LiveController;
use Webman\Route;

// 小程序端接口
Route::group('/open/v3/live', function () {
    Route::get('/list', [LiveController::class, 'list']);
    Route::get('/detail', [LiveController::class, 'detail']);
    Route::get('/record', [LiveController::class, 'record']);
});

// 关闭默认路由，只暴露上面声明过的接口
Route::disableDefaultRoute();
