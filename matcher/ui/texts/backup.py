"""Texts of the page of backups."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.words import Words

TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        "title": Words("备份", "Backup"),
        "lead": Words(
            "备份是某一时刻的完整副本，使用中也可以制作；其中有全部个人信息，请妥善保管。",
            "A backup is a whole copy of one moment, made while people work; it holds all personal data: keep it safe.",
        ),
        "make": Words("现在备份", "Back up now"),
        "made": Words(
            "已备份为“{file}”：{records} 条数据，{entries} 条审计记录。",
            "Backed up as {file}: {records} records, {entries} audit entries.",
        ),
        "none": Words("还没有备份。", "There is no backup yet."),
        "backup": Words("{file}　{made}　{size} 兆字节", "{file} – {made} – {size} MB"),
        "take": Words("下载", "Download"),
        "restore": Words(
            "恢复须在终端进行，恢复到一个空的数据文件夹：`matcher restore 备份文件 --data-dir 新文件夹`",
            "Restoring is done in the terminal, into an empty data folder: `matcher restore FILE --data-dir FOLDER`",
        ),
    }
)
