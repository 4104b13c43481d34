"""What Streamlit itself writes on a page, and what stands there instead.

The keys are Streamlit's own English, exactly as it writes it; ``{it}`` stands for whatever it fills in.
"""

import calendar
from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

_MONTHS = tuple(enumerate(calendar.month_name))[1:]

TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        "Skip to main content": Words("跳到正文", "Skip to main content"),
        "Link to heading": Words("本段的链接", "Link to this heading"),
        "Sidebar": Words("侧栏", "Sidebar"),
        "Collapse sidebar": Words("收起侧栏", "Collapse sidebar"),
        "Expand sidebar": Words("展开侧栏", "Expand sidebar"),
        "App pages": Words("页面", "Pages"),
        "Notifications": Words("通知", "Notifications"),
        "Main menu": Words("菜单", "Menu"),
        "Rerun": Words("重新载入", "Reload"),
        "Print": Words("打印", "Print"),
        "Open": Words("展开", "Open"),
        "Close": Words("关闭", "Close"),
        "Cancel": Words("取消", "Cancel"),
        "Help for {it}": Words("“{it}”的说明", "Help for {it}"),
        "Selected values": Words("已选各项", "Selected values"),
        "Remove {it}": Words("去掉 {it}", "Remove {it}"),
        "Clear all": Words("全部去掉", "Clear all"),
        "Clear value": Words("清空", "Clear"),
        "Clear entry": Words("清空", "Clear"),
        "Clear date": Words("清空", "Clear"),
        "File must be {it} or smaller.": Words(
            "文件太大，不能超过 {it}，请分成几个文件。", "At most {it}: split the file."
        ),
        "Error: File must be {it} or smaller.": Words(
            "文件太大，不能超过 {it}，请分成几个文件。", "At most {it}: split the file."
        ),
        "Choose an option": Words("请选择", "choose"),
        "Choose date": Words("打开日历", "Open the calendar"),
        "Previous month": Words("上个月", "Previous month"),
        "Next month": Words("下个月", "Next month"),
        "year, {it}": Words("{it}，年", "{it}, year"),
        "month, {it}": Words("{it}，月", "{it}, month"),
        "day, {it}": Words("{it}，日", "{it}, day"),
        **{
            f"Selected Date: {month} {{it}}": Words(f"已选日期：{number} 月 {{it}}", f"Selected date: {month} {{it}}")
            for number, month in _MONTHS
        },
        "Selected Date: {it}": Words("已选日期：{it}", "Selected date: {it}"),
        **{f"{number} – {month}": Words(f"{number} 月", month) for number, month in _MONTHS},
        "Use arrow keys to navigate dates. Enter to select. Escape to close.": Words(
            "用方向键换日期，回车选定，退出键关闭。", "Arrow keys change the date, Enter takes it, Escape closes."
        ),
        "Increment": Words("加", "More"),
        "Decrement": Words("减", "Less"),
        "Show password": Words("显示密码", "Show the password"),
        "Hide password": Words("隐藏密码", "Hide the password"),
        "Press Enter to apply": Words("按回车生效", "Press Enter"),
        "Press Enter to submit form": Words("按回车提交", "Press Enter to send"),
        "Press Ctrl+Enter to apply": Words("按控制键加回车生效", "Press Ctrl+Enter"),
        "Press Ctrl+Enter to submit form": Words("按控制键加回车提交", "Press Ctrl+Enter to send"),
        "{it} options available.": Words("共 {it} 项可选。", "{it} options available."),
        "{it} option available.": Words("有 {it} 项可选。", "{it} option available."),
        "No results": Words("没有符合的", "nothing found"),
        "No options": Words("没有可选的", "nothing to choose"),
        "{it} per file": Words("每个文件不超过 {it}", "{it} a file"),
        "Error:": Words("错误：", "Error:"),
        "file upload": Words("选择文件", "Choose files"),
        "Upload": Words("选择文件", "Choose files"),
        "Add files": Words("再加文件", "Add files"),
        "Drag and drop files here": Words("拖到这里", "Drop files here"),
        "Running...": Words("正在更新", "Working"),
        "Stop": Words("停止", "Stop"),
        "Loading...": Words("正在读取", "Loading"),
        "Fullscreen": Words("放大", "Enlarge"),
        "Fullscreen: {it}": Words("放大：{it}", "Enlarge: {it}"),
        "Close fullscreen": Words("还原", "Back to size"),
        "Close fullscreen: {it}": Words("还原：{it}", "Back to size: {it}"),
        "Show data": Words("看数据", "Show the data"),
        "Show data: {it}": Words("看数据：{it}", "Show the data: {it}"),
        "Show chart": Words("看图", "Show the chart"),
        "Show chart: {it}": Words("看图：{it}", "Show the chart: {it}"),
        "Download as PNG": Words("下载图片", "Download the picture"),
        "Download as PNG: {it}": Words("下载图片：{it}", "Download the picture: {it}"),
        "Show/hide columns": Words("显示哪些列", "Choose columns"),
        "Select all": Words("全选", "All"),
        "Clear selection": Words("取消选择", "Choose nothing"),
        "(index)": Words("（行号）", "(row number)"),
        "Search": Words("在表中查找", "Find in the table"),
        "Type to search": Words("输入要找的文字", "Type what to find"),
        "Close Search": Words("关闭查找", "Close"),
        "Next Result": Words("下一处", "Next"),
        "Previous Result": Words("上一处", "Previous"),
        "Dataframe column menu": Words("本列的选项", "Options of the column"),
        "Sort ascending": Words("升序", "Sort ascending"),
        "Sort descending": Words("降序", "Sort descending"),
        "Copy column name": Words("复制列名", "Copy the heading"),
        "Statistics": Words("统计", "Statistics"),
        "Format": Words("显示格式", "Format"),
        "Autosize": Words("合适宽度", "Fit the width"),
        "Pin column": Words("固定在左边", "Keep at the left"),
        "Unpin column": Words("不再固定", "Keep no longer"),
        "Hide column": Words("隐藏本列", "Hide the column"),
        "Automatic": Words("自动", "Automatic"),
        "Localized": Words("按地区习惯", "Local"),
        "Plain": Words("原样", "Plain"),
        "Compact": Words("简写", "Compact"),
        "Dollar": Words("美元", "Dollar"),
        "Euro": Words("欧元", "Euro"),
        "Yen": Words("日元", "Yen"),
        "Percent": Words("百分比", "Percent"),
        "Scientific": Words("科学记数", "Scientific"),
        "Accounting": Words("会计", "Accounting"),
        "Distance": Words("相距多久", "Distance"),
        "Calendar": Words("日历", "Calendar"),
        "Count": Words("个数", "Count"),
        "Values": Words("有值", "Values"),
        "Empty": Words("空", "Empty"),
        "Distinct": Words("不同值", "Distinct"),
        "Minimum": Words("最小", "Minimum"),
        "Maximum": Words("最大", "Maximum"),
        "Average": Words("平均", "Average"),
        "Median": Words("中位数", "Median"),
        "Sum": Words("合计", "Sum"),
        "Standard deviation": Words("标准差", "Standard deviation"),
        "Minimum length": Words("最短", "Minimum length"),
        "Maximum length": Words("最长", "Maximum length"),
        "Average length": Words("平均长度", "Average length"),
        "Range": Words("范围", "Range"),
        "Based on sample": Words("按部分行计", "From some of the rows"),
        "No data": Words("没有数据", "No data"),
        "Connection error": Words("连不上服务", "The server does not answer"),
        "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": Words(
            "服务已停止或正在重新启动。恢复后本页自动接上，已保存的都在。若已停止，请在终端再次启动：",
            "The server has stopped or is starting anew. This page goes on as soon as it is back; nothing saved is "
            "lost. If it was stopped, start it in the terminal:",
        ),
        "streamlit run yourscript.py": Words("matcher serve（终端命令）", "matcher serve"),
        "Streamlit server is not responding. Are you connected to the internet?": Words(
            "服务没有回应，可能已停止或正在重新启动。恢复后本页自动接上，已保存的都在；等不到时请告诉管理员。",
            "The server does not answer: it has stopped or is starting anew. This page goes on as soon as it is back; "
            "nothing saved is lost. If it stays away, tell the administrator.",
        ),
    }
)
