"""Texts of the page of pools: import, findings, versions, records, saved views."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.ui.texts import pool_versions
from matcher.words import Words

TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        **pool_versions.TEXTS,
        "title": Words("人才库与企业库", "Pools"),
        "view": Words("查看", "Show"),
        "view-candidates": Words("人才库", "Candidates"),
        "view-enterprises": Words("企业库", "Hosts"),
        "view-posts": Words("派驻岗位", "Posts"),
        "view-choices": Words("双向意愿", "Choices"),
        "view-opinions": Words("第三方意见", "Opinions"),
        "view-incumbents": Words("上届任职", "Last season"),
        "view-versions": Words("版本与问题", "Versions and findings"),
        "view-compare": Words("比较两版", "Compare versions"),
        "view-import": Words("导入名单", "Import"),
        "candidates-file": Words("人才库-第{number}版", "candidates-{number}"),
        "enterprises-file": Words("企业库-第{number}版", "hosts-{number}"),
        "posts-file": Words("派驻岗位-第{number}版", "posts-{number}"),
        "choices-file": Words("双向意愿-第{number}版", "choices-{number}"),
        "opinions-file": Words("第三方意见-第{number}版", "opinions-{number}"),
        "incumbents-file": Words("上届任职-第{number}版", "last-season-{number}"),
        "person-name": Words("人选", "Candidate"),
        "host-name": Words("企业", "Host"),
        "choose-row": Words("在表中选一行，可打开档案或并排比较。", "Choose a row to open its page or to compare it."),
        "open-page": Words("打开{who}的档案", "Open the page of {who}"),
        "add-beside": Words("加入比较：{who}", "Compare {who}"),
        "open-beside": Words("并排查看 {count} 个：{who}", "See {count} side by side: {who}"),
        "empty-beside": Words("清空比较", "Compare none"),
        "views": Words("常用视图（{count}）", "Saved views ({count})"),
        "views-help": Words(
            "视图记下当前所选的表和筛选条件，只有自己看得到；打开时用最新一版名单。",
            "A view keeps the table and its filters, for you alone; it opens on the newest version.",
        ),
        "open-view": Words("打开“{view}”", "Open {view}"),
        "delete-view": Words("删除", "Delete"),
        "view-deleted": Words("已删除视图“{view}”。", "The view {view} is deleted."),
        "view-name": Words("视图名称", "Name of the view"),
        "view-hint": Words("例如：未组建的合作社", "such as: cooperatives without a branch"),
        "save-view": Words("保存当前筛选", "Save the filters"),
        "view-saved": Words("已保存视图“{view}”。", "The view {view} is saved."),
        # Import
        "may-not-import": Words(
            "名单由编制人导入；您可以在其他各页查看。",
            "Planners import the lists; you can look at them on the other tabs.",
        ),
        "import-help": Words(
            "一次选好全部文件：人才库、企业库，以及岗位、意愿、意见、上届任职（没有可不传）。"
            "可用 xlsx、xls、csv，表头不必与模板一致。导入另存为新的一版，原有各版不变。",
            "Choose all files at once: candidates, hosts, and where there are any posts, choices, opinions and last "
            "season (xlsx, xls, csv). Headers need not be those of the template. An import is a new version; the "
            "others stay.",
        ),
        "files": Words("选择文件，或拖到下框", "Choose files or drop them here"),
        "files-help": Words(
            "每个文件不超过 64 MB；自备词表可一并上传 TOML 文件。",
            "At most 64 MB each; a word list of your own may come along as a TOML file.",
        ),
        "same-name": Words("有两个文件都叫 {file}，只用后一个。", "Two files are named {file}; the later one is used."),
        "templates": Words("下载空白模板", "Download empty templates"),
        "go-on-from": Words("在第 {number} 版的文件基础上补充、更正", "Go on from the files of version {number}"),
        "go-on-help": Words(
            "第 {number} 版的原始文件一并读取；本次同名文件取代旧文件，问题行工作簿中的更正生效。",
            "The files of version {number} are read too; files of the same name replace them, corrections apply.",
        ),
        "corrected-since": Words(
            "第 {number} 版的文件里没有此后在屏幕上所作的更正（第 {last} 版）；由文件读出的新的一版不含这些更正，"
            "请在“比较两版”中核对。",
            "The files of version {number} do not hold what was corrected on screen since (version {last}); a version "
            "read from them is without it: see “Compare versions”.",
        ),
        "which-table": Words("每张表是什么", "What each sheet is"),
        "file-called": Words("{file}（{rows} 行）", "{file} (rows: {rows})"),
        "sheet-called": Words("{file} · {sheet}（{rows} 行）", "{file} · {sheet} (rows: {rows})"),
        "file-fault": Words("{file}：{reason}。{fix}。", "{file}: {reason}. {fix}."),
        "corrects": Words("更正问题行：{tables}", "Corrections of: {tables}"),
        "read-as": Words("按哪张表读取", "Read as"),
        "not-read": Words("不读取", "not read"),
        "nothing-to-read": Words(
            "没有可读取的表。请为文件指定是哪张表，或换用模板。",
            "Nothing to read: say which table a file is, or use a template.",
        ),
        "map-columns": Words(
            "{file}（{table}）：有 {count} 列表头不认识", "{file} ({table}): headers not recognised: {count}"
        ),
        "recognised-columns": Words(
            "{file}（{table}）：认出 {count} 列，认错了在这里改",
            "{file} ({table}): columns recognised: {count}; put right here what is not so",
        ),
        "recognised-help": Words(
            "先把认错的列改为“不读取”或别的项目，空出的项目就可以选给另一列。",
            "Set a column that was taken for another to “not read” or to what it is; then its item is free.",
        ),
        "map-help": Words(
            "需要的列请选对应的项目；不需要的保持“不读取”。", "Say what the columns you need are; leave the others."
        ),
        "header": Words("“{header}”是", "{header} is"),
        "wish": Words("第 {rank} 志愿", "wish {rank}"),
        "missing-columns": Words("{file}（{table}）缺少必填列：{columns}。", "{file} ({table}) lacks: {columns}."),
        "duplicates": Words("编号重复时", "Where an id repeats"),
        "check": Words("读取并核对", "Read and check"),
        "reading": Words("正在读取…", "Reading…"),
        "what-was-read": Words("读取结果", "What was read"),
        "table": Words("表", "Table"),
        "num_rows": Words("数据行", "Rows"),
        "num_taken": Words("录入", "Taken"),
        "num_refused": Words("有错未录入", "Refused"),
        "num_left_out": Words("随之未录入", "Left out with them"),
        "num_repeated": Words("重复", "Repeated"),
        "counts-file": Words("读取结果", "what-was-read"),
        "findings": Words("问题清单", "Findings"),
        "findings-file": Words("问题清单", "findings"),
        "no-findings": Words("没有发现问题。", "Nothing was found wrong."),
        "finding-severity": Words("程度", "Severity"),
        "finding-file": Words("文件", "File"),
        "finding-sheet": Words("工作表", "Sheet"),
        "finding-row": Words("行", "Row"),
        "finding-column": Words("列", "Column"),
        "finding-value": Words("填写内容", "As typed"),
        "finding-reason": Words("问题", "What is wrong"),
        "finding-missing": Words("尚未录入", "Not in yet"),
        "finding-fix": Words("怎么改", "How to mend it"),
        "bad-rows": Words("下载问题行工作簿", "Download the faulty rows"),
        "bad-rows-file": Words("问题行", "faulty-rows"),
        "bad-rows-help": Words(
            "改好后连同原文件一起上传；每一行回到原来的位置。",
            "Correct it and upload it with the files: each row goes back to its place.",
        ),
        "mend": Words("在这里改正未录入的行（{count} 行）", "Mend the refused rows here ({count})"),
        "mend-help": Words(
            "改好后点最下面的按钮重新核对；翻页不影响已经填写的内容。原文件不变，改动作为更正一并保存。",
            "Change what is wrong, then press the button at the end to check again; turning pages keeps what "
            "was typed. The files stay as they are; the changes are kept as corrections.",
        ),
        "mend-whole": Words("显示每行的全部列", "Show every column of the rows"),
        "mend-whole-help": Words("平时只显示有问题的列。", "Otherwise only the columns with something wrong."),
        "mend-row": Words("**{table} 第 {row} 行**（{file}）", "**{table}, row {row}** ({file})"),
        "mend-problem": Words("{column}：{reason}。怎么改：{fix}", "{column}: {reason}. How to mend it: {fix}"),
        "mend-all-columns": Words("整行", "The whole row"),
        "mend-cell": Words("{column}（第 {row} 行）", "{column} (row {row})"),
        "mend-done": Words("用改好的内容重新核对", "Check again with these changes"),
        "mend-nothing": Words("没有改动。", "Nothing was changed."),
        "mended-file": Words("屏幕更正", "mended-"),
        "keep-it": Words("保存为新的一版", "Keep it as a new version"),
        "not-usable": Words(
            "这些表不能用，暂不能保存：{tables}。请按问题清单改正后重新上传。",
            "It cannot be kept, because of: {tables}. Mend what the findings say and upload again.",
        ),
        "with-errors": Words(
            "有 {count} 处错误，所在的行不录入；仍可先保存，改好后再导入一版。",
            "Errors: {count}; their rows are left out. It can be kept all the same and mended in a later version.",
        ),
        "note": Words("说明", "Note"),
        "note-hint": Words("例如：补充第二批人选", "such as: second group of people"),
        "keep": Words("保存", "Keep"),
        "kept": Words("已保存为第 {number} 版。", "Kept as version {number}."),
        # Comparison of two versions
        "against": Words("与哪一版比较", "Compared with"),
        "one-version": Words(
            "本季只有一版名单，没有可比较的。", "This season has one version; there is none to compare."
        ),
        "all-the-same": Words("两版没有不同。", "The two versions are the same."),
        "made-by": Words("所选一版由{author}提交。", "The chosen version is by {author}."),
        "made-why": Words("说明：{note}", "Note: {note}"),
        "made-from": Words("由第 {number} 版更正而来。", "Made from version {number}."),
        "change-table": Words("表", "Table"),
        "change-kind": Words("变化", "What happened"),
        "change-id": Words("编号", "Id"),
        "change-who": Words("名称", "Name"),
        "change-field": Words("项目", "Item"),
        "change-old": Words("原值", "Before"),
        "change-new": Words("新值", "After"),
        "kind-added": Words("增加", "added"),
        "kind-removed": Words("删去", "removed"),
        "kind-changed": Words("改动", "changed"),
        "changes-file": Words("名单比较-第{old}版-第{new}版", "lists-compared-{old}-{new}"),
        # Versions
        "number": Words("版次", "Version"),
        "made": Words("时间", "When"),
        "author": Words("导入人", "By"),
        "errors": Words("错误", "Errors"),
        "warnings": Words("提示", "Warnings"),
        "based-on": Words("改自", "Made from"),
        "from-files": Words("文件", "Files"),
        "versions-file": Words("名单版本", "versions"),
        "findings-of": Words("第 {number} 版待处理的问题", "Open findings of version {number}"),
        "findings-help": Words(
            "选一行，可直接更正那一条（未录入的行则补录一条）；核对后不需改动的，写明理由关闭。处理了的从这里移到“已处理”。",
            "Choose a row to correct its record, or to add the record of a row that was not taken; what was checked "
            "and may stay is closed with a reason. What is settled moves from here to the settled ones.",
        ),
        "finding-chosen": Words("**{place}**：{reason}", "**{place}**: {reason}"),
        "finding-by-import": Words("重新导入文件", "Import the files anew"),
        "finding-why": Words("核对后不需改动：理由", "Checked and may stay: why"),
        "finding-why-hint": Words("例如：同一人登记两次，保留第一行", "such as: one person listed twice"),
        "close-finding": Words("关闭这个问题", "Close this finding"),
        "close-finding-help": Words(
            "名单内容不变，存为新的一版；理由记入审计记录。",
            "The pools stay as they are, as a new version; the reason is kept.",
        ),
        "finding-closed": Words("已关闭，存为第 {number} 版。", "Closed, kept as version {number}."),
        "all-settled": Words("没有待处理的问题。", "No finding is open."),
        "settled": Words("已处理的问题（{count} 条）", "Settled findings ({count})"),
        "settled-help": Words(
            "由屏幕上的更正处理：改了所指的项目、补录了未录入的行，或删去了那一条；或者核对后写明理由关闭。",
            "Settled by corrections on screen: the field was changed, the row that was not taken was added, or the "
            "record was taken out; or closed with a reason after a check.",
        ),
        "settled-in": Words("处理版次", "Settled in version"),
        "settled-by": Words("处理人", "By"),
        "settled-at": Words("处理时间", "When"),
        "settled-why": Words("更正理由", "Why"),
        "settled-file": Words("已处理的问题", "settled-findings"),
        "findings-not-shown": Words(
            "共 {count} 条；清单涉及各党委所属企业，您的账号不显示。",
            "Findings: {count}. They concern hosts of every committee and are not shown to your account.",
        ),
        "forget-files": Words("删除原始文件", "Delete the original files"),
        "forget-help": Words(
            "第 {number} 版的 {count} 个文件：{files}。名单和问题清单保留，只删除上传的文件内容"
            "（其中常有超出安排所需的个人信息）；删除后不能再下载问题行、不能在这些文件基础上更正，也不能恢复。谁在何时删除记入审计链。",
            "Files of version {number} ({count}): {files}. Lists and findings stay, the content of the files goes: "
            "it often says more of people than planning needs. With it go the workbook of faulty rows and corrections "
            "of these files. It cannot be undone; the audit chain keeps who did it and when.",
        ),
        "forget-errors": Words(
            "这一版还有 {count} 处错误所在的行没有录入，建议改好并导入新的一版后再删除。",
            "Rows with errors ({count}) are not taken in yet: better mend them first and import a new version.",
        ),
        "forget-sure": Words("确认删除，不再需要这些文件", "Yes, these files are needed no more"),
        "forget-not-sure": Words("请先勾选“确认删除”。", "Tick the box first."),
        "files-gone": Words("这一版的原始文件内容已删除。", "The content of this version's files is deleted."),
        "forgotten": Words("已删除第 {number} 版的原始文件。", "The files of version {number} are deleted."),
    }
)
