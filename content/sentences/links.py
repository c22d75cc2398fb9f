"""Sentences on links and pictures."""

from content.sentence import error, warning

SENTENCES = {
    "link-not-https": warning(
        "the link “{link}” does not begin with https://",
        "write the whole address with https://",
        "链接“{link}”不以 https:// 开头",
        "写完整的 https:// 地址",
    ),
    "remote-image": warning(
        "the picture “{image}” lies elsewhere and is not fetched",
        "put the picture into the content folder",
        "图片“{image}”在别处，不会去下载",
        "把图片放进内容文件夹",
    ),
    "image-outside": error(
        "the picture “{image}” lies outside the content folder",
        "put the picture into the content folder",
        "图片“{image}”在内容文件夹之外",
        "把图片放进内容文件夹",
    ),
    "missing-image": error(
        "there is no picture “{image}”",
        "put it beside the lesson under this name, or correct the name",
        "没有图片“{image}”",
        "以这个名字把它放在课程旁边，或改正名字",
    ),
    "image-too-large": error(
        "the picture “{image}” has {size} MB, more than 10 MB",
        "make it smaller",
        "图片“{image}”有 {size} MB，超过 10 MB",
        "把图片缩小",
    ),
}
