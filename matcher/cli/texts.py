"""What the command line says of itself, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.cli.office_texts import OFFICE_HELP, OFFICE_SAY
from matcher.words import Words

HELP: Mapping[str, Words] = MappingProxyType(
    {
        "matcher": Words(
            "双向选择：为党建指导员与企业匹配，证明覆盖，说清每一对和每个缺口的原因。",
            "Two-way selection between cadres and enterprises: coverage proven, every pair and gap explained.",
        ),
        "run": Words(
            "求解一个方案，写出 plan.json、花名册和核验用的文件。",
            "Solve a scenario; write plan.json, the roster and the files for checking.",
        ),
        "replan": Words(
            "在原有安排上重新求解：能不动的不动，除非变动换来的超过说定的代价。",
            "Solve again on top of an earlier plan: nobody moves unless it buys more than a stated price.",
        ),
        "dial": Words(
            "按四种取向各求一个方案，从最稳定到配对最多，列出各自的代价。",
            "Solve once for each of four settings, from stable to largest, and show what each costs.",
        ),
        "compare": Words(
            "比较两个以上的方案：各项指标、谁有变动及原因、谁得谁失、意见不一致之处。",
            "Compare plans: every figure, who moved and why, who gained, and where views differ.",
        ),
        "best": Words(
            "某个岗位安排谁最好、某名人选安排在哪里最好：逐一重新求解，列出各目标的变化。",
            "Rank who would be best at a post, or where a person would be best, by what each changes.",
        ),
        "frontier": Words(
            "两三个目标之间怎样取舍：给出互不占优的真实方案，未证明处如实说明。",
            "Show what one objective costs in another: real plans, none beaten, gaps told.",
        ),
        "stress": Words(
            "退出压力测试：逐人退出、随机成组退出会失去哪些覆盖，由谁补位。",
            "Withdraw each person and groups by chance: what cover is lost and who steps in.",
        ),
        "sweep": Words(
            "批量推演：按一组改动求解许多方案，可在多个进程或集群上运行，中断后可接着做。",
            "Solve many scenarios of one base on processes or a cluster; goes on after a kill.",
        ),
        "explain": Words(
            "说清方案：为什么有这一对、为什么没有那一对及其代价，某企业、某人或全部缺口的原因。",
            "Say why a pair is in the plan, why another is not and its price; explain a host, a person, all gaps.",
        ),
        "suggest": Words(
            "列出缺口的原因和补救办法，由代价最小的开始，每一项都重新求解证明。",
            "Say why posts or people are left out and what would help, cheapest first, each proven.",
        ),
        "serve": Words(
            "在浏览器中打开工作台；--demo 用合成的演示数据，不必登录。",
            "Open the dashboard in a browser; --demo shows synthetic data without a login.",
        ),
        "check": Words(
            "检查方案设置和数据表，列出全部问题，不求解。",
            "Check a scenario and its tables and list every finding, without solving.",
        ),
        "verify": Words(
            "只凭方案文件夹中的文件，重新核验方案的每一项。",
            "Check a plan again, every part of it, from the files of its folder alone.",
        ),
        "backup": Words(
            "把数据库备份到一个文件，使用中也可以进行；备份里的审计链同时核对。",
            "Copy the store into one file, also while in use; the copy's audit chain is read.",
        ),
        "restore": Words(
            "把备份恢复到空的数据文件夹或空数据库，并核对审计链。",
            "Fill an empty data folder or database from a backup and read its audit chain.",
        ),
        "template": Words(
            "写出空白数据表，带下拉选项、说明和一行示例。",
            "Write empty workbooks with drop-downs, notes and one example row.",
        ),
        "generate": Words(
            "生成一套合成的演示数据（带真实常见的毛病）和可直接运行的方案。",
            "Generate synthetic pools as messy workbooks, with a scenario that runs.",
        ),
        "schema": Words(
            "输出 scenario.toml 的 JSON Schema，供编辑器校验和补全。",
            "Print the JSON schema of scenario.toml, for editors.",
        ),
        "scenario": Words(
            "方案文件夹，或其中的 scenario.toml，或变体文件", "a scenario folder, its scenario.toml, or a variant file"
        ),
        "compare.plans": Words(
            "方案文件夹（run 的输出）、方案或变体文件，至少两个；后两种当场求解",
            "plan folders, scenarios or variant files, two or more; the latter two are solved",
        ),
        "compare.scenario": Words(
            "方案文件夹所依据的方案：可说出规则原因和意见不一致之处",
            "the scenario behind the plan folders: names rules in reasons and shows where views differ",
        ),
        "only_differences": Words("只列出有差别的", "show only what differs"),
        "plan_dir": Words("方案文件夹（run 的输出）", "a plan folder, as written by run"),
        "data_dir": Words("存放数据库和日志的文件夹，默认 shuangxuan-data", "folder of the database and the log"),
        "database": Words(
            "PostgreSQL 数据库地址，用来代替数据文件夹", "address of a PostgreSQL database, in place of a folder"
        ),
        "backup.file": Words("备份文件", "backup file"),
        "replan.from": Words(
            "原方案文件夹（run 的输出），不写则以上一届任职为准",
            "the earlier plan's folder; last season's posts by default",
        ),
        "replan.price": Words(
            "动一对至少要换来多少契合度分（一对 0 至 10000），不写则变动最少",
            "points of suitability (0 to 10,000 a pair) that moving one pair must buy; fewest changes by default",
        ),
        "replan.signed": Words(
            "已签订的配对：CSV 文件，每行一个人选编号、一个岗位编号；默认固定不动",
            "signed pairs as a CSV file of candidate id and post id a line; fixed by default",
        ),
        "replan.free_signed": Words("已签订的也按代价处理，不固定", "signed pairs may move at the price as well"),
        "run.out": Words("输出文件夹，默认 out/<方案名>", "folder for the plan; out/<scenario name> by default"),
        "plan": Words("已求解的方案文件夹（run 的输出），省去重新求解", "a solved plan's folder, as written by run"),
        "best.post": Words("为这个岗位（编号）排出人选", "rank people for this post (its id)"),
        "best.candidate": Words("为这名人选（编号）排出岗位", "rank posts for this person (the id)"),
        "best.limit": Words("最多为几个重新求解，默认 12", "most pairs to solve for; 12 by default"),
        "frontier.x": Words("第一个目标，默认 coverage", "first objective; coverage by default"),
        "frontier.y": Words("第二个目标，默认 stability", "second objective; stability by default"),
        "frontier.z": Words("第三个目标，可不写", "third objective, if any"),
        "points": Words("最多找几个取舍点，默认 8", "most points to find; 8 by default"),
        "effort": Words("每次搜索每个目标的计算量，默认按方案设置", "effort of each objective of each search"),
        "groups": Words(
            "随机分组退出：人数x组数，可写多项，如 3x20,5x10", "groups by chance, size x number, such as 3x20,5x10"
        ),
        "stress.signed": Words(
            "只对已签订的人逐一测试：CSV 文件，每行一个人选编号、一个岗位编号",
            "withdraw only those who signed: a CSV file of candidate id and post id a line",
        ),
        "stress.seed": Words("随机分组的种子，默认 1", "seed of the groups; 1 by default"),
        "backups": Words("为每人找后备，其他变动至多几次", "look for a backup of each with at most so many moves"),
        "processes": Words("同时用几个进程，默认 2", "processes to use; 2 by default"),
        "sweep.file": Words("批量推演文件（TOML）", "a sweep file (TOML)"),
        "sweep.out": Words(
            "结果文件（每行一个 JSON），已有则接着做", "results file of JSON lines; gone on with if there"
        ),
        "cluster": Words("集群调度地址，或 local 表示本机集群", "address of a dask scheduler, or local"),
        "explain.pair": Words(
            "为什么有或没有这一对：人选编号和岗位（或企业）编号",
            "why this pair, or why not: ids of person and post or host",
        ),
        "explain.host": Words(
            "这家企业（或岗位）有谁、为什么，其他人为什么不在",
            "who is at this host or post and why, and why nobody else",
        ),
        "explain.candidate": Words("这名人选的结果和各志愿的下落", "what became of this person and of each wish"),
        "slip": Words("给这名人选本人的一页说明，不提及其他人", "one page for this person that names nobody else"),
        "slip.out": Words(
            "把说明写入这个文件，而不是显示：.html 为可打印的一页 A4，.md 为文字",
            "write the page to this file: .html is one A4 page to print, .md is plain text",
        ),
        "full": Words("代价按全部目标重新求解，较慢", "solve again for every objective; slower"),
        "barred": Words("企业名单也列出不能配对的人选", "list those barred from the host as well"),
        "explain.limit": Words("每张表最多列出几行，默认 20", "most rows of each table; 20 by default"),
        "suggest.post": Words("只看这个岗位（编号）", "only this post (its id)"),
        "suggest.enterprise": Words("只看这家企业（编号）", "only this host (its id)"),
        "suggest.candidate": Words("只看这名人选（编号）", "only this person (the id)"),
        "suggest.limit": Words("最多列出几项，默认 10", "most repairs listed; 10 by default"),
        "serve.port": Words(
            "端口，默认从 8501 起找空闲的；0 为任意空闲端口",
            "port; by default the first free one from 8501 on; 0: any free one",
        ),
        "serve.host": Words(
            "监听的地址，默认只限本机（127.0.0.1）", "address to listen on; by default only this machine (127.0.0.1)"
        ),
        "serve.demo": Words("演示：临时数据，关闭后删除", "demonstration on scratch data, deleted at the end"),
        "bad_rows": Words("把有错误的行写入这个工作簿，改好后可再导入", "write the rows with errors to this workbook"),
        "template.out": Words("输出文件夹，默认当前文件夹", "folder for the workbooks; the current one by default"),
        "table": Words("只写一张表：{tables}", "only one table: {tables}"),
        "hosts": Words("企业数", "number of hosts"),
        "people": Words("人选数", "number of candidates"),
        "seed": Words("随机种子，同一种子生成同样的数据", "seed; the same seed gives the same data"),
        "generate.out": Words("输出文件夹，须为空或不存在", "folder for the files; must be empty or absent"),
        "lang": Words("界面语言：zh 或 en（也可设环境变量 MATCHER_LANG）", "language: zh or en (or set MATCHER_LANG)"),
        "json": Words("标准输出只给机器读的 JSON", "print one JSON document for other programs, nothing else"),
        "version": Words("显示版本号", "show the version"),
        "help": Words("显示本说明", "show this text"),
        **OFFICE_HELP,
    }
)
"""Help texts by command and parameter."""

SAY: Mapping[str, Words] = MappingProxyType(
    {
        "usage": Words("用法：", "Usage: "),
        "commands": Words("命令", "Commands"),
        "arguments": Words("参数", "Arguments"),
        "options": Words("选项", "Options"),
        "options-mark": Words("[选项]", "[OPTIONS]"),
        "command-mark": Words("命令 …", "COMMAND …"),
        "error": Words("错误：", "Error: "),
        "try-help": Words("查看用法：{command} --help", "See: {command} --help"),
        "exit-codes": Words(
            "退出码：0 完成；1 方案有缺口，或数据问题使其无法进行；2 用法有误。",
            "Exit codes: 0 done; 1 a shortfall, or findings that stop it; 2 wrong usage.",
        ),
        "no-option": Words("没有“{name}”这个选项", "there is no option {name}"),
        "no-command": Words("没有“{name}”这个命令", "there is no command {name}"),
        "did-you-mean": Words("，是不是想用“{name}”？", "; did you mean {name}?"),
        "missing": Words("缺少 {name}", "{name} is missing"),
        "option-needs-value": Words("选项 {name} 后面缺少内容", "option {name} needs a value"),
        "extra": Words("多出了内容：{name}", "there is something too much: {name}"),
        "bad-value": Words("{name} 的内容不对：{value}", "{name} cannot be {value}"),
        "no-store": Words(
            "{path} 中没有数据库；请用 --data-dir 指定数据文件夹",
            "there is no store in {path}; name its folder by --data-dir",
        ),
        "backup-done": Words(
            "已备份到 {file}：{records} 条记录。审计链共 {entries} 条，末条摘要 {hash}（请抄存，日后可据此核对）。",
            "backed up to {file}: {records} records. The audit chain has {entries} entries and ends with {hash} "
            "(note it elsewhere: the chain can be held against it later).",
        ),
        "restore-done": Words(
            "已从 {file} 恢复：{records} 条记录，审计链 {entries} 条完好。所有人需重新登录。",
            "restored {file}: {records} records; the audit chain ({entries} entries) holds. Everybody logs in anew.",
        ),
        "chain-broken": Words(
            "审计链有 {count} 处不符（第 {numbers} 条），数据可能被改动过",
            "the audit chain does not hold in {count} places (entries {numbers}): something was altered",
        ),
        "whole-number": Words(
            "{name} 应为 {least} 到 {most} 的整数，而不是“{value}”",
            "{name} must be a whole number from {least} to {most}, not {value}",
        ),
        "bad-usage": Words("命令用法有误（{reason}）", "wrong usage: {reason}"),
        "bad-language": Words("语言只能是 zh 或 en，而不是“{value}”", "the language is zh or en, not {value}"),
        "no-scenario": Words(
            "找不到方案 {path}；请给出含有 scenario.toml 的文件夹",
            "there is no scenario at {path}; name a folder that holds scenario.toml",
        ),
        "compare-two": Words("至少给出两个方案才能比较", "a comparison needs two plans at least"),
        "no-plan-or-scenario": Words("找不到方案 {path}", "there is no plan or scenario at {path}"),
        "compare-other-scenario": Words(
            "{path} 不是这份方案的结果，只按其文件夹比较",
            "{path} does not answer this scenario; compared from its folder alone",
        ),
        "no-plan-folder": Words("找不到方案文件夹 {path}", "there is no plan folder {path}"),
        "no-table": Words("没有“{name}”这张表，可用的有：{tables}", "there is no table {name}; there are {tables}"),
        "file-exists": Words("{path} 已存在，没有覆盖", "{path} exists and was left alone"),
        "unexpected": Words(
            "程序内部出错（{kind}），不是您的操作问题。设置环境变量 MATCHER_DEBUG=1 再运行一次，可看到详细信息",
            "something went wrong inside the program ({kind}); run again with MATCHER_DEBUG=1 for the details",
        ),
        "interrupted": Words("已中断，没有写出任何文件", "interrupted; nothing was written"),
        "stopping": Words(
            "正在停止，保留目前最好的方案…（再按一次 Ctrl-C 立即退出）",
            "stopping; the best plan so far is kept (Ctrl-C again to quit at once)",
        ),
        "one-of": Words("{names} 只能写一项", "give only one of {names}"),
        "explaining": Words("查找原因、试算代价…", "looking for causes and prices …"),
        "searching": Words("查找补救办法…", "looking for repairs …"),
        "tried": Words("已求解 {tried} 种办法，有用的 {found} 种", "{tried} ideas solved, {found} of them help"),
        "reading": Words("读取数据…", "reading the tables …"),
        "preparing": Words("核对资格、计算契合度…", "judging pairs …"),
        "preparing-long": Words(
            "核对资格、计算契合度…（本机第一次求解时还要准备计算程序，约一两分钟）",
            "judging pairs … (the first solve on a machine also prepares the engines, for a minute or two)",
        ),
        "writing": Words("写出文件…", "writing the files …"),
        "progress": Words(
            "已用 {elapsed}　{objective}　目前 {best}　界限 {bound}　{engine}",
            "{elapsed}  {objective}  best {best}  bound {bound}  {engine}",
        ),
        "no-signed-file": Words("找不到文件 {path}", "there is no file {path}"),
        "bad-signed-line": Words(
            "{path} 第 {line} 行应为用逗号分开的人选编号和岗位编号，而不是“{value}”",
            "{path} line {line} should be a candidate id, a comma and a post id, not {value}",
        ),
        "post-or-candidate": Words("写明 --post 或 --candidate 其中一项", "name either --post or --candidate"),
        "pricing": Words("逐一重新求解…", "solving with each in turn …"),
        "withdrawing": Words("逐一退出、寻找补救…", "withdrawing one by one …"),
        "sweeping": Words("批量求解…", "solving the scenarios …"),
        "counting": Words("已完成 {done}/{tasks}", "{done} of {tasks} done"),
        "stopped-early": Words("按要求提前停止，以上是已完成的部分", "stopped on request; this is what was done"),
        "no-matches": Words("方案里没有配对，无从检验", "the plan holds no match to withdraw from"),
        "no-objective": Words(
            "没有“{name}”这个目标，可用的有：{names}", "there is no objective {name}; there are {names}"
        ),
        "same-objective": Words("目标“{name}”写了两次", "the objective {name} is named twice"),
        "bad-groups": Words(
            "分组应写成 人数x组数，如 3x20,5x10，而不是“{value}”",
            "groups are written size x number, such as 3x20,5x10, not {value}",
        ),
        "no-sweep": Words("找不到批量推演文件 {path}", "there is no sweep file {path}"),
        "bad-effort": Words(
            "--effort 应为大于 0 的数，而不是“{value}”", "--effort must be a number above 0, not {value}"
        ),
        "first-plan": Words("寻找可行方案", "looking for any plan"),
        "nothing-found": Words(
            "没有找到方案，也未证明没有方案；没有写出任何文件",
            "no plan was found and none was ruled out; nothing was written",
        ),
        "stopped": Words("按要求提前停止，这是当时最好的方案", "stopped on request; this is the best plan so far"),
        "left-out": Words(
            "有 {count} 处错误，相关行没有采用；请改正 {file} 后再导入",
            "{count} errors: their rows were left out; correct {file} and import it again",
        ),
        "check-ok": Words("可以运行", "ready to run"),
        "check-some": Words(
            "可以运行，但有错误的行不会采用；最好先改正",
            "ready to run, but rows with errors are left out; better mend them",
        ),
        "check-failed": Words("不能运行，请先改正", "not ready to run; mend the errors first"),
        "verify-ok": Words(
            "核验通过：{matches} 对配对、{objectives} 项目标、阻塞对和摘要全部与重算一致（指纹 {digest}）",
            "the plan holds: {matches} matches, {objectives} objectives, blocking pairs and digests agree with what "
            "was recomputed (fingerprint {digest})",
        ),
        "verify-nothing": Words(
            "文件完整；方案结果为“{status}”，没有配对可核验",
            "the files are intact; the result is “{status}” and holds no match",
        ),
        "verify-failed": Words("核验未通过，{count} 处不符：", "the plan does not hold; {count} faults:"),
        "serve-ready": Words(
            "工作台已打开：{address}　（按 Ctrl-C 停止）", "the dashboard is open: {address}  (Ctrl-C stops it)"
        ),
        "serve-open-network": Words(
            "注意：正在监听 {host}，同一网络中的其他机器可以访问，传输未加密；请放在办公内网的加密代理之后",
            "note: listening on {host}; other machines of the network can reach it and nothing is encrypted: "
            "keep it behind an encrypting proxy of the office",
        ),
        "serve-demo-host": Words(
            "演示不设登录，只能在本机打开；请去掉 --host",
            "a demonstration has no login and stays on this machine: leave out --host",
        ),
        "serve-demo-store": Words(
            "演示使用临时数据，不能同时指定 --data-dir 或 --database",
            "a demonstration has scratch data of its own: leave out --data-dir and --database",
        ),
        "serve-no-app": Words(
            "没有安装界面组件，请先运行：pip install 'shuangxuan[app]'",
            "the dashboard is not installed; run: pip install 'shuangxuan[app]'",
        ),
        "serve-first-code": Words(
            "还没有管理员。打开下面的地址，用一次性代码设立：{code}",
            "there is no administrator yet: open the address below and use this one-time code: {code}",
        ),
        "serve-stopped": Words("工作台已停止", "the dashboard has stopped"),
        "wrote": Words("已写出", "wrote"),
        "open-dashboard": Words("在浏览器中继续：{command}", "go on in a browser: {command}"),
        "run-next": Words("下一步：matcher run {path}", "next: matcher run {path}"),
        "generated-title": Words(
            "合成演示数据：企业{hosts}家，人选{people}名（种子{seed}）",
            "Synthetic data: {hosts} hosts, {people} candidates (seed {seed})",
        ),
        **OFFICE_SAY,
    }
)
"""Messages by what they say."""


def say(key: str, /, **facts: str | int) -> Words:
    """Return a message with its facts filled in.

    Examples
    --------
    >>> say("missing", name="SCENARIO").en
    'SCENARIO is missing'
    """
    template = SAY[key]
    return Words(template.zh.format_map(facts), template.en.format_map(facts)) if facts else template
