"""What the command line says of itself, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType

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
        "dial": Words(
            "按四种取向各求一个方案，从最稳定到配对最多，列出各自的代价。",
            "Solve once for each of four settings, from stable to largest, and show what each costs.",
        ),
        "check": Words(
            "检查方案设置和数据表，列出全部问题，不求解。",
            "Check a scenario and its tables and list every finding, without solving.",
        ),
        "verify": Words(
            "只凭方案文件夹中的文件，重新核验方案的每一项。",
            "Check a plan again, every part of it, from the files of its folder alone.",
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
        "scenario": Words("方案文件夹，或其中的 scenario.toml", "a scenario folder, or its scenario.toml"),
        "plan_dir": Words("方案文件夹（run 的输出）", "a plan folder, as written by run"),
        "run.out": Words("输出文件夹，默认 out/<方案名>", "folder for the plan; out/<scenario name> by default"),
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
        "reading": Words("读取数据…", "reading the tables …"),
        "preparing": Words("核对资格、计算契合度…", "judging pairs …"),
        "writing": Words("写出文件…", "writing the files …"),
        "progress": Words(
            "已用 {elapsed}　{objective}　目前 {best}　界限 {bound}　{engine}",
            "{elapsed}  {objective}  best {best}  bound {bound}  {engine}",
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
        "wrote": Words("已写出", "wrote"),
        "run-next": Words("下一步：matcher run {path}", "next: matcher run {path}"),
        "generated-title": Words(
            "合成演示数据：企业{hosts}家，人选{people}名（种子{seed}）",
            "Synthetic data: {hosts} hosts, {people} candidates (seed {seed})",
        ),
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
