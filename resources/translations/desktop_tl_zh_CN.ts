<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Desktop TL</source>
        <translation>关于 Desktop TL</translation>
    </message>
    <message>
        <source>BSD-3-Clause licence. Built with PyTorch, Qt for Python and the typeface Inter.</source>
        <translation>BSD-3-Clause 许可证。使用 PyTorch、Qt for Python 和 Inter 字体构建。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copied. Paste it into your message.</source>
        <translation>已复制。请粘贴到您的消息中。</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation>正在检查本机…</translation>
    </message>
    <message>
        <source>Looks at this computer for some seconds, and copies what it found as text.</source>
        <translation>用几秒钟检查本机，并将结果复制为文本。</translation>
    </message>
    <message>
        <source>Turns a pretrained model into your own, on your own data, on your own computer.</source>
        <translation>在您自己的电脑上，用您自己的数据，把预训练模型变成您自己的模型。</translation>
    </message>
    <message>
        <source>Version {0}</source>
        <translation>版本 {0}</translation>
    </message>
    <message>
        <source>commit {0}</source>
        <translation>提交 {0}</translation>
    </message>
    <message>
        <source>installed as a Python package</source>
        <translation>以 Python 包安装</translation>
    </message>
    <message>
        <source>installed with PyTorch</source>
        <translation>安装版，含 PyTorch</translation>
    </message>
    <message>
        <source>installed without PyTorch, which is set up separately</source>
        <translation>安装版，不含 PyTorch（另行设置）</translation>
    </message>
    <message>
        <source>run from its source</source>
        <translation>从源代码运行</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Copy the selected numbers</source>
        <translation>复制所选数值</translation>
    </message>
    <message>
        <source>Delete the selected run</source>
        <translation>删除所选训练记录</translation>
    </message>
    <message>
        <source>Empty the search</source>
        <translation>清空搜索</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Choose data…</source>
        <translation>选择数据…</translation>
    </message>
    <message>
        <source>About Desktop TL</source>
        <translation>关于 Desktop TL</translation>
    </message>
    <message>
        <source>Help on this task</source>
        <translation>关于此任务的帮助</translation>
    </message>
    <message>
        <source>In lists</source>
        <translation>列表中</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Open what is selected</source>
        <translation>打开所选项</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Search on this page</source>
        <translation>在本页搜索</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Start training (on the Train page)</source>
        <translation>开始训练（在“训练”页）</translation>
    </message>
    <message>
        <source>Stop training (on the Train page)</source>
        <translation>停止训练（在“训练”页）</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
</context>
<context>
    <name>AnswerWords</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>All labels right</source>
        <translation>标签全对</translation>
    </message>
    <message>
        <source>All labels right on {0} of {1} ({2}).</source>
        <translation>{1}中有 {0} 个的标签全对（{2}）。</translation>
    </message>
    <message>
        <source>Average precision</source>
        <translation>平均精度</translation>
    </message>
    <message>
        <source>Best on {0}, weakest on {1}.</source>
        <translation>{0}识别得最好，{1}最弱。</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Mean error</source>
        <translation>平均误差</translation>
    </message>
    <message>
        <source>Missing: {0}.</source>
        <translation>遗漏：{0}。</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>Right: {0}.</source>
        <translation>正确：{0}。</translation>
    </message>
    <message>
        <source>Root mean square error</source>
        <translation>均方根误差</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>Said {0}, and it is {1}.</source>
        <translation>模型说 {0}，实际是 {1}。</translation>
    </message>
    <message>
        <source>Within {0} of the true value on {1} of {2}.</source>
        <translation>{2}中有 {1} 个与真实值相差在 {0} 以内。</translation>
    </message>
    <message>
        <source>Wrongly said: {0}.</source>
        <translation>误判：{0}。</translation>
    </message>
    <message>
        <source>mAP@50</source>
        <translation>mAP@50</translation>
    </message>
    <message>
        <source>mAP@50:95</source>
        <translation>mAP@50:95</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0}以及另外 {1} 类</translation>
    </message>
    <message>
        <source>{0} is within {1} of the true value on {2} of {3}.</source>
        <translation>{3}中有 {2} 个的{0}与真实值相差在 {1} 以内。</translation>
    </message>
    <message>
        <source>{0}, is {1}</source>
        <translation>{0}，实际 {1}</translation>
    </message>
    <message>
        <source>{0}: said {1}, and it is {2}.</source>
        <translation>{0}：模型说 {1}，实际是 {2}。</translation>
    </message>
    <message>
        <source>‘{0}’</source>
        <translation>“{0}”</translation>
    </message>
</context>
<context>
    <name>AugmentationView</name>
    <message>
        <source>At the left each picture as it is, then as the first epochs see it: another one each time.</source>
        <translation>最左边是原图，右边依次是前几轮训练看到的样子：每次都不一样。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Making examples</source>
        <translation>正在生成示例</translation>
    </message>
    <message>
        <source>Mixing then blends pairs of these, which is not shown.</source>
        <translation>随后的混合会把这些图片两两混合，此处不显示。</translation>
    </message>
    <message>
        <source>None of the pictures that were tried can be read.</source>
        <translation>尝试过的图片都无法读取。</translation>
    </message>
    <message>
        <source>Without augmentation every epoch sees the same.</source>
        <translation>不使用数据增强时，每一轮看到的图片都相同。</translation>
    </message>
</context>
<context>
    <name>BackboneBrowser</name>
    <message>
        <source>Any size</source>
        <translation>任意大小</translation>
    </message>
    <message>
        <source>Backbones</source>
        <translation>骨干网络</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>Most accurate first</source>
        <translation>准确率从高到低</translation>
    </message>
    <message>
        <source>0 of {0}</source>
        <translation>0 / {0}</translation>
    </message>
    <message>
        <source>1 backbone</source>
        <translation>1 个骨干网络</translation>
    </message>
    <message>
        <source>Any family</source>
        <translation>所有系列</translation>
    </message>
    <message>
        <source>Clear search and filters</source>
        <translation>清除搜索和筛选</translation>
    </message>
    <message>
        <source>No backbone fits what you look for.</source>
        <translation>没有符合条件的骨干网络。</translation>
    </message>
    <message>
        <source>Only those that can be trained at once, without a download.</source>
        <translation>只显示无需下载、可立即训练的骨干网络。</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Percent: right on ImageNet, as published; yours on your own data.</source>
        <translation>百分比：公布的 ImageNet 正确率；您自己的模型则是在您的数据上的正确率。</translation>
    </message>
    <message>
        <source>Quickest first</source>
        <translation>速度从快到慢</translation>
    </message>
    <message>
        <source>Recommended first</source>
        <translation>推荐优先</translation>
    </message>
    <message>
        <source>Search backbones</source>
        <translation>搜索骨干网络</translation>
    </message>
    <message>
        <source>Size in parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Smallest first</source>
        <translation>参数从少到多</translation>
    </message>
    <message>
        <source>Up to {0} M</source>
        <translation>不超过 {0} M</translation>
    </message>
    <message>
        <source>Weights are here</source>
        <translation>权重已在本机</translation>
    </message>
    <message>
        <source>{0} backbones</source>
        <translation>{0} 个骨干网络</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>BackboneChoice</name>
    <message>
        <source>A weights file on this computer, or the folder of a run, used instead of the published weights.</source>
        <translation>本机上的权重文件或某次训练的文件夹，用来代替已发布的权重。</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>骨干网络</translation>
    </message>
    <message>
        <source>Options of the backbone</source>
        <translation>骨干网络的选项</translation>
    </message>
    <message>
        <source>The pretrained network, for instance torchvision/resnet50.</source>
        <translation>预训练网络，例如 torchvision/resnet50。</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Weights file</source>
        <translation>权重文件</translation>
    </message>
    <message>
        <source>Which pretrained weights; empty takes the first that the backbone offers.</source>
        <translation>使用哪套预训练权重；留空则使用该骨干网络提供的第一套。</translation>
    </message>
</context>
<context>
    <name>BackboneDelegate</name>
    <message>
        <source>Recommended</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>我的</translation>
    </message>
</context>
<context>
    <name>BackboneDetails</name>
    <message>
        <source>Family</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>How often its first answer was right when its authors measured it.</source>
        <translation>作者测试时，排在首位的答案正确的比例。</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Licence of the code</source>
        <translation>代码许可证</translation>
    </message>
    <message>
        <source>Licence of the weights</source>
        <translation>权重许可证</translation>
    </message>
    <message>
        <source>More about it</source>
        <translation>更多信息</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>打开 {0}</translation>
    </message>
    <message>
        <source>Options of this backbone</source>
        <translation>此骨干网络的选项</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>论文</translation>
    </message>
    <message>
        <source>Preparation</source>
        <translation>预处理</translation>
    </message>
    <message>
        <source>Published accuracy</source>
        <translation>公布的准确率</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>规模</translation>
    </message>
    <message>
        <source>The numbers that it has learned; more need more memory.</source>
        <translation>网络学到的数值个数；越多占用的内存越大。</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <source>What recipes and the terminal call it.</source>
        <translation>在配方和命令行中使用的名称。</translation>
    </message>
    <message>
        <source>{0} on {1}</source>
        <translation>{0}（{1}）</translation>
    </message>
</context>
<context>
    <name>BackboneModel</name>
    <message>
        <source>weights: {0}</source>
        <translation>权重：{0}</translation>
    </message>
</context>
<context>
    <name>BlockFolderOptions</name>
    <message>
        <source>A line that stands between two texts of one file, for instance % or ---. Without one, a file is one text.</source>
        <translation>一个文件中两段文本之间的分隔行，例如 % 或 ---。没有分隔行时，一个文件就是一段文本。</translation>
    </message>
    <message>
        <source>Empty takes UTF-8, or UTF-16 where the file says so. Old files may need cp1252 or gb18030.</source>
        <translation>留空则为 UTF-8，文件注明时为 UTF-16。旧文件可能需要 cp1252 或 gb18030。</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Holds text files, in it or below.</source>
        <translation>其中或其子文件夹中有文本文件。</translation>
    </message>
    <message>
        <source>Length of a block</source>
        <translation>块的长度</translation>
    </message>
    <message>
        <source>Line between two texts</source>
        <translation>两段文本之间的行</translation>
    </message>
    <message>
        <source>Most characters that are learnt together. Longer texts are cut where a reader would pause; 500 are 100 to 250 tokens.</source>
        <translation>一起学习的最多字符数。更长的文本会在读者会停顿的地方切开；500 个字符约为 100 到 250 个词元。</translation>
    </message>
</context>
<context>
    <name>BlockOptions</name>
    <message>
        <source>A line that stands between two texts of one file, for instance % or ---. Without one, a file is one text.</source>
        <translation>一个文件中两段文本之间的分隔行，例如 % 或 ---。没有分隔行时，一个文件就是一段文本。</translation>
    </message>
    <message>
        <source>A text file, or a folder of them.</source>
        <translation>一个文本文件，或含文本文件的文件夹。</translation>
    </message>
    <message>
        <source>Empty takes UTF-8, or UTF-16 where the file says so. Old files may need cp1252 or gb18030.</source>
        <translation>留空则为 UTF-8，文件注明时为 UTF-16。旧文件可能需要 cp1252 或 gb18030。</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Length of a block</source>
        <translation>块的长度</translation>
    </message>
    <message>
        <source>Line between two texts</source>
        <translation>两段文本之间的行</translation>
    </message>
    <message>
        <source>Most characters that are learnt together. Longer texts are cut where a reader would pause; 500 are 100 to 250 tokens.</source>
        <translation>一起学习的最多字符数。更长的文本会在读者会停顿的地方切开；500 个字符约为 100 到 250 个词元。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
</context>
<context>
    <name>BoxResults</name>
    <message>
        <source>A box counts from this score on</source>
        <translation>从这个分数起，框才算数</translation>
    </message>
    <message>
        <source>A good line stays at the top. Thick: the mean. Press a class.</source>
        <translation>好的曲线保持在上方。粗线：平均。请点击一个类别。</translation>
    </message>
    <message>
        <source>AP@50</source>
        <translation>AP@50</translation>
    </message>
    <message>
        <source>AP@50:95</source>
        <translation>AP@50:95</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Class by class</source>
        <translation>逐个类别</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Counts from</source>
        <translation>算数的下限</translation>
    </message>
    <message>
        <source>False alarms</source>
        <translation>误报</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>找到</translation>
    </message>
    <message>
        <source>Found (recall)</source>
        <translation>找到（召回率）</translation>
    </message>
    <message>
        <source>Green: right. Yellow, dashed: missed. Orange: wrong class. Red: false alarm.</source>
        <translation>绿色：正确。黄色虚线：漏掉。橙色：类别错误。红色：误报。</translation>
    </message>
    <message>
        <source>How sure the model must be for a box to count. It begins where there are the fewest mistakes.</source>
        <translation>模型要有多大把握，框才算数。起始值是错误最少的地方。</translation>
    </message>
    <message>
        <source>Average precision of each class, where a box must cover half (AP@50)</source>
        <translation>各类别的平均精度，边框须覆盖一半（AP@50）</translation>
    </message>
    <message>
        <source>Mean of the classes</source>
        <translation>各类别的平均</translation>
    </message>
    <message>
        <source>Mean over the classes of the average precision: how many objects are found, and how many of the boxes are right. @50: a box is right where it covers half of what both cover together; @50:95: the mean of this over ten demands, up to 95 %.</source>
        <translation>各类别平均精度的均值：找到了多少物体，以及多少边框是对的。@50：与真实边框的重叠占两者合起来的一半即算对；@50:95：十种要求（直至 95 %）下的均值。</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>漏掉</translation>
    </message>
    <message>
        <source>Mistakes</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>No box is where an object of its class is, so there is no line.</source>
        <translation>没有边框落在同类物体所在之处，因此没有曲线。</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>物体</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Pictures with ‘{0}’</source>
        <translation>含“{0}”的图片</translation>
    </message>
    <message>
        <source>Precision over recall</source>
        <translation>精确率与召回率</translation>
    </message>
    <message>
        <source>Reliable</source>
        <translation>可靠</translation>
    </message>
    <message>
        <source>Reliable (precision)</source>
        <translation>可靠（精确率）</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>There is no such {0}.</source>
        <translation>没有这样的{0}。</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>找到了什么</translation>
    </message>
    <message>
        <source>Which pictures</source>
        <translation>哪些图片</translation>
    </message>
    <message>
        <source>Wrong class</source>
        <translation>类别错误</translation>
    </message>
    <message>
        <source>average precision: both, over all thresholds at once.</source>
        <translation>平均精度：两者兼顾，综合所有阈值。</translation>
    </message>
    <message>
        <source>boxes called so where there is no such object.</source>
        <translation>被说成该类、而那里并没有这种物体的框。</translation>
    </message>
    <message>
        <source>the mean of AP over ten demands on how exactly a box fits, from 50 to 95 %.</source>
        <translation>对边框精确程度的十种要求（50 至 95 %）下 AP 的均值。</translation>
    </message>
    <message>
        <source>objects that were called something else.</source>
        <translation>被说成别的类别的物体。</translation>
    </message>
    <message>
        <source>The dot is where boxes count from {0} on.</source>
        <translation>圆点表示边框从 {0} 起算数的位置。</translation>
    </message>
    <message>
        <source>objects without a box.</source>
        <translation>没有框的物体。</translation>
    </message>
    <message>
        <source>precision: part of its boxes that is right.</source>
        <translation>精确率：该类的框中正确的比例。</translation>
    </message>
    <message>
        <source>recall: part of those that is found.</source>
        <translation>召回率：其中被找到的比例。</translation>
    </message>
    <message>
        <source>so many are in the pictures measured on.</source>
        <translation>用于评估的图片中有这么多个。</translation>
    </message>
</context>
<context>
    <name>BoxWords</name>
    <message>
        <source>.</source>
        <translation>。</translation>
    </message>
    <message>
        <source>1 false alarm</source>
        <translation>1 个误报</translation>
    </message>
    <message>
        <source>1 object</source>
        <translation>1 个物体</translation>
    </message>
    <message>
        <source>1 was called something else.</source>
        <translation>其中 1 个被说成了别的类别。</translation>
    </message>
    <message>
        <source>Best on ‘{0}’, weakest on ‘{1}’.</source>
        <translation>“{0}”最好，“{1}”最弱。</translation>
    </message>
    <message>
        <source>Found {0} of {1} in {2}; {3}.</source>
        <translation>在 {2}中，{1}里找到了 {0} 个；{3}。</translation>
    </message>
    <message>
        <source>Found {0} of {1}.</source>
        <translation>{1}中找到了 {0} 个。</translation>
    </message>
    <message>
        <source>Missed: {0}.</source>
        <translation>漏掉：{0}。</translation>
    </message>
    <message>
        <source>Nothing is to be found, and nothing was.</source>
        <translation>没有要找的东西，也确实什么都没找到。</translation>
    </message>
    <message>
        <source>background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>no false alarms</source>
        <translation>没有误报</translation>
    </message>
    <message>
        <source>{0} false alarms</source>
        <translation>{0} 个误报</translation>
    </message>
    <message>
        <source>{0} objects</source>
        <translation>{0} 个物体</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{1} 个中的 {0} 个</translation>
    </message>
    <message>
        <source>{0} were called something else.</source>
        <translation>其中 {0} 个被说成了别的类别。</translation>
    </message>
    <message>
        <source>{0} {1}, false alarm</source>
        <translation>{0} {1}，误报</translation>
    </message>
    <message>
        <source>{0} {1}, is {2}</source>
        <translation>{0} {1}，其实是 {2}</translation>
    </message>
    <message>
        <source>{0}, missed</source>
        <translation>{0}，漏掉</translation>
    </message>
    <message>
        <source>‘{0}’ was called ‘{1}’.</source>
        <translation>“{0}”被说成了“{1}”。</translation>
    </message>
</context>
<context>
    <name>CachedFeatures</name>
    <message>
        <source>All of it is in use by a run.</source>
        <translation>全部缓存正被训练使用。</translation>
    </message>
    <message>
        <source>Cached features</source>
        <translation>特征缓存</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Clearing…</source>
        <translation>正在清除…</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>Nothing is kept now; there is room for {0}.</source>
        <translation>目前没有缓存；最多可存 {0}。</translation>
    </message>
    <message>
        <source>What frozen stages made of your data, so that the next run on it starts at once.</source>
        <translation>冻结阶段对您的数据算出的特征；保留下来，下次用这些数据训练即可立即开始。</translation>
    </message>
    <message>
        <source>{0} became free.</source>
        <translation>已释放 {0}。</translation>
    </message>
    <message>
        <source>{0} of at most {1}. The least recently used go first.</source>
        <translation>已用 {0}，上限 {1}。空间不足时，最久未用的先清除。</translation>
    </message>
</context>
<context>
    <name>Catalog</name>
    <message>
        <source>1,797 real scanned digits, tiny and ready at once: to try the app without own pictures.</source>
        <translation>1,797 个真实扫描的手写数字，图片很小，立即可用：没有自己的图片时可以用来试用本应用。</translation>
    </message>
    <message>
        <source>160 GB of English books, news, stories and web pages</source>
        <translation>160 GB 英文图书、新闻、故事和网页</translation>
    </message>
    <message>
        <source>2 trillion tokens of English texts and program code</source>
        <translation>2 万亿个词元的英文文本和程序代码</translation>
    </message>
    <message>
        <source>3.6 billion Instagram pictures, then ImageNet-1k</source>
        <translation>先用 36 亿张 Instagram 图片，再用 ImageNet-1k</translation>
    </message>
    <message>
        <source>3.6 billion public Instagram pictures, then ImageNet-1k</source>
        <translation>先用 36 亿张公开的 Instagram 图片，再用 ImageNet-1k</translation>
    </message>
    <message>
        <source>A BERT of any size without weights. It learns from your texts alone, of which it wants many.</source>
        <translation>任意大小、没有权重的 BERT。只从您的文本中学习，需要大量文本。</translation>
    </message>
    <message>
        <source>A BERT, RoBERTa, XLM-RoBERTa, DistilBERT, ModernBERT or GPT-2 by its name on huggingface.co.</source>
        <translation>按 huggingface.co 上的名称使用 BERT、RoBERTa、XLM-RoBERTa、DistilBERT、ModernBERT 或 GPT-2。</translation>
    </message>
    <message>
        <source>A BERT, RoBERTa, XLM-RoBERTa, DistilBERT, ModernBERT, GPT-2, Llama or Qwen2, your own or downloaded.</source>
        <translation>您自己的或下载的 BERT、RoBERTa、XLM-RoBERTa、DistilBERT、ModernBERT、GPT-2、Llama 或 Qwen2。</translation>
    </message>
    <message>
        <source>A CSV, TSV, JSON Lines or Parquet file that lists pictures, each with any number of labels: in one column, separated by ; or |, or in several columns of 0 and 1.</source>
        <translation>列出图片的 CSV、TSV、JSON Lines 或 Parquet 文件，每张图片可有任意多个标签：写在一列里，用 ; 或 | 分隔，或分为多列 0 和 1。</translation>
    </message>
    <message>
        <source>A CSV, TSV, JSON Lines or Parquet file that lists pictures, each with one class.</source>
        <translation>列出图片的 CSV、TSV、JSON Lines 或 Parquet 文件，每张图片有一个类别。</translation>
    </message>
    <message>
        <source>A CSV, TSV, JSON Lines or Parquet file that lists pictures, each with one or several numbers: a size, an age, an angle.</source>
        <translation>列出图片的 CSV、TSV、JSON Lines 或 Parquet 文件，每张图片有一个或多个数值：大小、年龄、角度。</translation>
    </message>
    <message>
        <source>A CSV, TSV, JSON Lines or Parquet file with a column of texts and a column of classes.</source>
        <translation>CSV、TSV、JSON Lines 或 Parquet 文件，其中一列为文本，一列为类别。</translation>
    </message>
    <message>
        <source>A CSV, TSV, JSON Lines or Parquet file with a column of texts, without classes: to learn to write.</source>
        <translation>含一列文本、没有类别的 CSV、TSV、JSON Lines 或 Parquet 文件：用来学习写作。</translation>
    </message>
    <message>
        <source>A GPT-2 of any size without weights, which reads a text word after word.</source>
        <translation>任意大小、没有权重的 GPT-2，逐词阅读文本。</translation>
    </message>
    <message>
        <source>A GPT-2 of any size without weights. It learns to write from your texts alone, of which it wants many; a long text first, then yours, is better than yours alone.</source>
        <translation>任意大小、没有权重的 GPT-2。它只从您的文本学习写作，需要很多文本；先学一篇长文本再学您的，比只学您的更好。</translation>
    </message>
    <message>
        <source>A GPT-2, Llama or Qwen2 by its name on huggingface.co that goes on with a text.</source>
        <translation>按 huggingface.co 上的名称选用的 GPT-2、Llama 或 Qwen2，能把文本续写下去。</translation>
    </message>
    <message>
        <source>A GPT-2, Llama or Qwen2 of your own, or downloaded, that goes on with a text.</source>
        <translation>您自己的或下载的 GPT-2、Llama 或 Qwen2，能接着一段文本写下去。</translation>
    </message>
    <message>
        <source>A ResNet that was trained on very much data: strong features for small sets of pictures.</source>
        <translation>用极大量数据训练的 ResNet：为小规模图片集提供很强的特征。</translation>
    </message>
    <message>
        <source>A ResNet that weighs its channels.</source>
        <translation>为各通道加权的 ResNet。</translation>
    </message>
    <message>
        <source>A ResNet whose blocks are split into parallel paths: more exact for as much computing.</source>
        <translation>把模块拆成并行路径的 ResNet：计算量相同而更准确。</translation>
    </message>
    <message>
        <source>A ResNet with attention over its parallel paths.</source>
        <translation>在并行路径上使用注意力的 ResNet。</translation>
    </message>
    <message>
        <source>A ResNet with twice the width inside its blocks.</source>
        <translation>模块内部宽度加倍的 ResNet。</translation>
    </message>
    <message>
        <source>A ResNet without batch statistics, which helps where batches must be small.</source>
        <translation>不使用批次统计量的 ResNet，适合只能用小批次的情况。</translation>
    </message>
    <message>
        <source>A ResNet-18 that has learnt to classify, with a small pyramid that looks for boxes on top. Trains on a computer without a GPU; its body may also come from a run of torchvision/resnet18.</source>
        <translation>学过分类的 ResNet-18，上面是寻找框的小型特征金字塔。在没有 GPU 的电脑上也能训练；主体也可以来自 torchvision/resnet18 的训练运行。</translation>
    </message>
    <message>
        <source>A convolutional network with the ideas of transformers. Very good features; wants a GPU beyond a few hundred pictures.</source>
        <translation>借鉴 Transformer 思想的卷积网络。特征非常好；图片超过几百张时需要 GPU。</translation>
    </message>
    <message>
        <source>A dataset saved by the library datasets, or Parquet files, with pictures and classes.</source>
        <translation>由 datasets 库保存的数据集或 Parquet 文件，含图片和类别。</translation>
    </message>
    <message>
        <source>A dataset saved by the library datasets, or Parquet files, with texts and classes.</source>
        <translation>由 datasets 库保存的数据集，或含有文本和类别的 Parquet 文件。</translation>
    </message>
    <message>
        <source>A deep vision transformer. Exact; wants a GPU.</source>
        <translation>较深的视觉 Transformer。准确；需要 GPU。</translation>
    </message>
    <message>
        <source>A folder of pictures with JSON files as COCO has them, and as most labelling tools export.</source>
        <translation>一个图片文件夹，带有 COCO 格式的 JSON 文件，多数标注工具都这样导出。</translation>
    </message>
    <message>
        <source>A folder of pictures with a text file for each, and the classes in data.yaml or classes.txt.</source>
        <translation>一个图片文件夹，每张图片有一个文本文件，类别写在 data.yaml 或 classes.txt 中。</translation>
    </message>
    <message>
        <source>A folder of pictures with an XML file for each, as Pascal VOC has them and LabelImg writes.</source>
        <translation>一个图片文件夹，每张图片有一个 XML 文件，如 Pascal VOC 和 LabelImg 所用。</translation>
    </message>
    <message>
        <source>A folder that holds one folder of text files per class; train, val and test folders above them are used.</source>
        <translation>每个类别一个文本文件夹的文件夹；其上的 train、val、test 文件夹会被采用。</translation>
    </message>
    <message>
        <source>A folder that holds one folder per class; train, val and test folders above them are used.</source>
        <translation>每个类别一个子文件夹的文件夹；上一层若有 train、val 和 test 文件夹，则按此划分。</translation>
    </message>
    <message>
        <source>A large vision transformer, among the most exact there are. Wants a large GPU.</source>
        <translation>大型视觉 Transformer，属于最准确的一类。需要大显存 GPU。</translation>
    </message>
    <message>
        <source>A mixture of convolutions and attention made for phones. Good accuracy for little computing.</source>
        <translation>为手机设计的卷积与注意力混合网络。计算量小，准确率好。</translation>
    </message>
    <message>
        <source>A plain network that is quick when it predicts.</source>
        <translation>结构简单、预测时很快的网络。</translation>
    </message>
    <message>
        <source>A public dataset of huggingface.co by its name; it is downloaded when it is opened.</source>
        <translation>huggingface.co 上的公开数据集，按名称指定；打开时下载。</translation>
    </message>
    <message>
        <source>A public dataset of texts of huggingface.co by its name; it is downloaded when it is opened.</source>
        <translation>huggingface.co 上的公开文本数据集，按名称选择；打开时下载。</translation>
    </message>
    <message>
        <source>A regular design whose members grow from very small to very large.</source>
        <translation>结构规整的系列，规模从很小到很大。</translation>
    </message>
    <message>
        <source>A simple vision transformer with ever coarser stages. Exact; wants a GPU.</source>
        <translation>各阶段逐级变粗的简单视觉 Transformer。准确；需要 GPU。</translation>
    </message>
    <message>
        <source>A small dataset of real pictures that needs no download, for Desktop TL.</source>
        <translation>无需下载的小型真实图片数据集，用于 Desktop TL。</translation>
    </message>
    <message>
        <source>A small mixture of convolutions and attention made for phones.</source>
        <translation>为手机设计的小型卷积与注意力混合网络。</translation>
    </message>
    <message>
        <source>A small transformer that learned from a large one. Good accuracy for little computing.</source>
        <translation>向大型 Transformer 学习而来的小型 Transformer。计算量小，准确率好。</translation>
    </message>
    <message>
        <source>A text without classes, for instance a book, cut into blocks: to learn to write.</source>
        <translation>没有类别的文本，例如一本书，切成块：用来学习写作。</translation>
    </message>
    <message>
        <source>A transformer made to be quick.</source>
        <translation>以速度为目标设计的 Transformer。</translation>
    </message>
    <message>
        <source>A transformer over small patches of the picture. Strong features when trained on much data; wants a GPU.</source>
        <translation>处理图片小块的 Transformer。用大量数据训练后特征很强；需要 GPU。</translation>
    </message>
    <message>
        <source>A transformer that looks through windows that shift, second version. Exact; wants a GPU.</source>
        <translation>使用移动窗口的 Transformer，第二版。准确；需要 GPU。</translation>
    </message>
    <message>
        <source>A transformer that looks through windows that shift. Exact; wants a GPU.</source>
        <translation>使用移动窗口的 Transformer。准确；需要 GPU。</translation>
    </message>
    <message>
        <source>A very small file; less exact.</source>
        <translation>文件极小；准确率较低。</translation>
    </message>
    <message>
        <source>A vision transformer that first learned to fill in covered parts of pictures. Exact; wants a GPU.</source>
        <translation>先学会补全图片被遮挡部分的视觉 Transformer。准确；需要 GPU。</translation>
    </message>
    <message>
        <source>A vision transformer trained well on ImageNet alone, third recipe. Wants a GPU.</source>
        <translation>只用 ImageNet 就训练得很好的视觉 Transformer，第三版配方。需要 GPU。</translation>
    </message>
    <message>
        <source>A vision transformer trained well on ImageNet alone. Wants a GPU.</source>
        <translation>只用 ImageNet 就训练得很好的视觉 Transformer。需要 GPU。</translation>
    </message>
    <message>
        <source>Among the quickest there are; for weak computers.</source>
        <translation>最快的一类；适合性能较弱的电脑。</translation>
    </message>
    <message>
        <source>BERT for English texts in which capitals matter, such as names.</source>
        <translation>用于区分大小写（例如人名）的英文文本的 BERT。</translation>
    </message>
    <message>
        <source>BERT for texts in other languages than English, or in several.</source>
        <translation>用于英语以外的语言或多种语言文本的 BERT。</translation>
    </message>
    <message>
        <source>BERT trained longer and on more texts. Strong where everything is trained; wants a GPU.</source>
        <translation>训练更久、文本更多的 BERT。训练整个网络时表现出色；需要 GPU。</translation>
    </message>
    <message>
        <source>BERT with the ideas of the years since: long texts of up to 8,192 tokens, program code too.</source>
        <translation>吸收了后来多年改进的 BERT：支持最多 8,192 个词元的长文本，也能处理程序代码。</translation>
    </message>
    <message>
        <source>BookCorpus and English Wikipedia</source>
        <translation>BookCorpus 和英文维基百科</translation>
    </message>
    <message>
        <source>COCO 2017</source>
        <translation>COCO 2017</translation>
    </message>
    <message>
        <source>Column of texts</source>
        <translation>文本列</translation>
    </message>
    <message>
        <source>Convolutions and attention in every block. Exact, and slow without a GPU.</source>
        <translation>每个模块都结合卷积与注意力。准确，没有 GPU 时较慢。</translation>
    </message>
    <message>
        <source>Convolutions and attention in every block. Exact; wants a GPU.</source>
        <translation>每个模块都结合卷积与注意力。准确；需要 GPU。</translation>
    </message>
    <message>
        <source>Convolutions first, attention later. Exact; wants a GPU.</source>
        <translation>先卷积，后注意力。准确；需要 GPU。</translation>
    </message>
    <message>
        <source>Dataset of the Hugging Face hub</source>
        <translation>Hugging Face Hub 上的数据集</translation>
    </message>
    <message>
        <source>Datasets of Hugging Face, from a folder or from the hub, for Desktop TL.</source>
        <translation>来自文件夹或 Hub 的 Hugging Face 数据集，供 Desktop TL 使用。</translation>
    </message>
    <message>
        <source>Depth, width and picture size grown together. Good accuracy for little computing.</source>
        <translation>深度、宽度和图片尺寸同步放大。计算量小，准确率好。</translation>
    </message>
    <message>
        <source>DistilGPT-2 as its authors meant it: it goes on with a text. Fine-tuned on your texts, it writes such ones.</source>
        <translation>按作者本意使用的 DistilGPT-2：接着一段文本写下去。在您的文本上微调后，它会写出类似的文本。</translation>
    </message>
    <message>
        <source>Every layer sees the outputs of all before it. Few parameters for its accuracy, common in medicine.</source>
        <translation>每一层都能看到之前所有层的输出。以其准确率而言参数很少，常用于医学领域。</translation>
    </message>
    <message>
        <source>Every layer sees the outputs of all layers before it. Few parameters for its accuracy, common in medicine.</source>
        <translation>每一层都能看到之前所有层的输出。以其准确率而言参数很少，常用于医学领域。</translation>
    </message>
    <message>
        <source>Folder of text files, without classes</source>
        <translation>文本文件夹（无类别）</translation>
    </message>
    <message>
        <source>Folders of pictures or of texts, one folder per class, as datasets for Desktop TL.</source>
        <translation>以图片或文本文件夹作为 Desktop TL 的数据集，每个类别一个文件夹。</translation>
    </message>
    <message>
        <source>Found by a search for networks that are quick on a phone.</source>
        <translation>通过搜索在手机上运行快的网络而得到。</translation>
    </message>
    <message>
        <source>From the installed package</source>
        <translation>来自已安装的软件包</translation>
    </message>
    <message>
        <source>GPT-2 as its authors meant it: it goes on with a text. Fine-tuned on your texts, it writes such ones.</source>
        <translation>按作者本意使用的 GPT-2：接着一段文本写下去。在您的文本上微调后，它会写出类似的文本。</translation>
    </message>
    <message>
        <source>Half of BERT, and nearly as good: a first choice for English where everything is to be trained.</source>
        <translation>只有 BERT 的一半，效果却几乎一样好：要训练整个网络时英文的首选。</translation>
    </message>
    <message>
        <source>Half of GPT-2. It learned to go on with a text; to sort texts, BERT and its kin are better.</source>
        <translation>只有 GPT-2 的一半。它学的是续写文本；给文本分类时，BERT 一类的模型更好。</translation>
    </message>
    <message>
        <source>Handwritten digits</source>
        <translation>手写数字</translation>
    </message>
    <message>
        <source>Hugging Face dataset</source>
        <translation>Hugging Face 数据集</translation>
    </message>
    <message>
        <source>Hugging Face dataset of texts</source>
        <translation>Hugging Face 文本数据集</translation>
    </message>
    <message>
        <source>ImageNet-12k, then ImageNet-1k</source>
        <translation>先用 ImageNet-12k，再用 ImageNet-1k</translation>
    </message>
    <message>
        <source>ImageNet-1k, installed with the app</source>
        <translation>ImageNet-1k，随应用安装</translation>
    </message>
    <message>
        <source>ImageNet-1k, then ImageNet-22k</source>
        <translation>先用 ImageNet-1k，再用 ImageNet-22k</translation>
    </message>
    <message>
        <source>ImageNet-21k, then ImageNet-1k</source>
        <translation>先用 ImageNet-21k，再用 ImageNet-1k</translation>
    </message>
    <message>
        <source>ImageNet-22k, then ImageNet-1k</source>
        <translation>先用 ImageNet-22k，再用 ImageNet-1k</translation>
    </message>
    <message>
        <source>Instagram-1B, then ImageNet-1k</source>
        <translation>先用 Instagram-1B，再用 ImageNet-1k</translation>
    </message>
    <message>
        <source>JFT-300M, then ImageNet-1k</source>
        <translation>先用 JFT-300M，再用 ImageNet-1k</translation>
    </message>
    <message>
        <source>Keeps a fine view of the picture to the end. Good where small details decide.</source>
        <translation>始终保留图片的精细信息。适合由细节决定类别的情况。</translation>
    </message>
    <message>
        <source>LAION-2B, then ImageNet-12k</source>
        <translation>先用 LAION-2B，再用 ImageNet-12k</translation>
    </message>
    <message>
        <source>LAION-2B, then ImageNet-12k, then ImageNet-1k</source>
        <translation>先用 LAION-2B，再用 ImageNet-12k，再用 ImageNet-1k</translation>
    </message>
    <message>
        <source>LAION-2B, then ImageNet-1k</source>
        <translation>先用 LAION-2B，再用 ImageNet-1k</translation>
    </message>
    <message>
        <source>LAION-Aesthetic, then ImageNet-1k</source>
        <translation>先用 LAION-Aesthetic，再用 ImageNet-1k</translation>
    </message>
    <message>
        <source>Made for phones and weak computers: small and quick. A good first try without a GPU.</source>
        <translation>为手机和性能较弱的电脑设计：小而快。没有 GPU 时适合首先尝试。</translation>
    </message>
    <message>
        <source>Made for phones: small and quick. A good first try on a computer without a GPU.</source>
        <translation>为手机设计：小而快。在没有 GPU 的电脑上适合首先尝试。</translation>
    </message>
    <message>
        <source>Merged-30M, then ImageNet-22k, then ImageNet-1k</source>
        <translation>先用 Merged-30M，再用 ImageNet-22k，再用 ImageNet-1k</translation>
    </message>
    <message>
        <source>Merged-38M, then ImageNet-1k</source>
        <translation>先用 Merged-38M，再用 ImageNet-1k</translation>
    </message>
    <message>
        <source>Merged-38M, then ImageNet-22k</source>
        <translation>先用 Merged-38M，再用 ImageNet-22k</translation>
    </message>
    <message>
        <source>Merged-38M, then ImageNet-22k, then ImageNet-1k</source>
        <translation>先用 Merged-38M，再用 ImageNet-22k，再用 ImageNet-1k</translation>
    </message>
    <message>
        <source>MetaCLIP 2’s pictures with texts</source>
        <translation>MetaCLIP 2 的图文数据</translation>
    </message>
    <message>
        <source>MetaCLIP’s pictures with texts</source>
        <translation>MetaCLIP 的图文数据</translation>
    </message>
    <message>
        <source>Object detection with torchvision&apos;s detectors and their COCO weights, for Desktop TL.</source>
        <translation>用 torchvision 的检测器及其 COCO 权重做目标检测，用于 Desktop TL。</translation>
    </message>
    <message>
        <source>One file for ONNX Runtime and other programs, in any language and without PyTorch.</source>
        <translation>一个供 ONNX Runtime 等程序使用的文件，适用于任何语言，无需 PyTorch。</translation>
    </message>
    <message>
        <source>OpenAI’s 400 million pictures with texts</source>
        <translation>OpenAI 的 4 亿张图片及其文字</translation>
    </message>
    <message>
        <source>OpenAI’s 400 million pictures with texts, then ImageNet-12k</source>
        <translation>先用 OpenAI 的 4 亿张图片及其文字，再用 ImageNet-12k</translation>
    </message>
    <message>
        <source>OpenAI’s 400 million pictures with texts, then ImageNet-12k, then ImageNet-1k</source>
        <translation>先用 OpenAI 的 4 亿张图片及其文字，再用 ImageNet-12k，再用 ImageNet-1k</translation>
    </message>
    <message>
        <source>OpenAI’s 400 million pictures with texts, then ImageNet-1k</source>
        <translation>先用 OpenAI 的 4 亿张图片及其文字，再用 ImageNet-1k</translation>
    </message>
    <message>
        <source>Over a billion pairs of English sentences</source>
        <translation>超过十亿对英文句子</translation>
    </message>
    <message>
        <source>Parallel filters of several sizes; sees larger pictures than most networks of its time.</source>
        <translation>多种尺寸的并行滤波器；输入的图片比同时代多数网络更大。</translation>
    </message>
    <message>
        <source>Picture folder</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>Pictures with boxes (COCO JSON, Pascal VOC XML, YOLO txt) as datasets for Desktop TL.</source>
        <translation>把带框的图片（COCO JSON、Pascal VOC XML、YOLO txt）作为 Desktop TL 的数据集。</translation>
    </message>
    <message>
        <source>Pictures with boxes, COCO</source>
        <translation>带框的图片，COCO</translation>
    </message>
    <message>
        <source>Pictures with boxes, Pascal VOC</source>
        <translation>带框的图片，Pascal VOC</translation>
    </message>
    <message>
        <source>Pictures with boxes, YOLO</source>
        <translation>带框的图片，YOLO</translation>
    </message>
    <message>
        <source>Plain and deep, from 2014. Large files and slow, still used for its simple features.</source>
        <translation>结构简单而深，2014 年提出。文件大、速度慢，但因特征简单而仍被使用。</translation>
    </message>
    <message>
        <source>Proposes places, then looks closely at each: exact, also for small things. A small body and small pictures: quick without a GPU, but small things escape it.</source>
        <translation>先提出候选位置，再逐个细看：精确，对小物体也是。主体小、图片小：没有 GPU 也快，但会漏掉小物体。</translation>
    </message>
    <message>
        <source>Proposes places, then looks closely at each: exact, also for small things. A small body, for computers without a GPU.</source>
        <translation>先提出候选位置，再逐个细看：精确，对小物体也是。主体小，适合没有 GPU 的电脑。</translation>
    </message>
    <message>
        <source>Proposes places, then looks closely at each: exact, also for small things. The classic; wants a GPU.</source>
        <translation>先提出候选位置，再逐个细看：精确，对小物体也是。经典之作；需要 GPU。</translation>
    </message>
    <message>
        <source>Proposes places, then looks closely at each: exact, also for small things. The most exact one here; wants a GPU.</source>
        <translation>先提出候选位置，再逐个细看：精确，对小物体也是。这里最精确的一个；需要 GPU。</translation>
    </message>
    <message>
        <source>PyTorch program (.pt2)</source>
        <translation>PyTorch 程序 (.pt2)</translation>
    </message>
    <message>
        <source>SAT-493M (satellite pictures)</source>
        <translation>SAT-493M（卫星图片）</translation>
    </message>
    <message>
        <source>Separates what happens within a channel from what happens between channels.</source>
        <translation>把通道内与通道间的计算分开。</translation>
    </message>
    <message>
        <source>Small and quick, and made so that texts of like meaning get like features: a first choice for English without a GPU.</source>
        <translation>小而快，让意思相近的文本得到相近的特征：没有 GPU 时英文的首选。</translation>
    </message>
    <message>
        <source>Table of pictures with classes</source>
        <translation>带类别的图片表格</translation>
    </message>
    <message>
        <source>Table of pictures with labels</source>
        <translation>带标签的图片表格</translation>
    </message>
    <message>
        <source>Table of pictures with values</source>
        <translation>带数值的图片表格</translation>
    </message>
    <message>
        <source>Table of texts</source>
        <translation>文本表格</translation>
    </message>
    <message>
        <source>Tables of texts (CSV, TSV, JSON Lines, Parquet) as a dataset for Desktop TL.</source>
        <translation>为 Desktop TL 提供文本表格（CSV、TSV、JSON Lines、Parquet）数据集。</translation>
    </message>
    <message>
        <source>Tells of every place at once what is there. Needs no prepared shapes of boxes. Wants a GPU.</source>
        <translation>一次说出每个位置有什么。不需要预设的框形状。需要 GPU。</translation>
    </message>
    <message>
        <source>Tells of every place at once what is there. Pictures of 300 pixels, pressed into a square.</source>
        <translation>一次说出每个位置有什么。图片为 300 像素，压成正方形。</translation>
    </message>
    <message>
        <source>Tells of every place at once what is there. The smallest and quickest one; pictures of 320 pixels, pressed into a square.</source>
        <translation>一次说出每个位置有什么。最小最快的一个；图片为 320 像素，压成正方形。</translation>
    </message>
    <message>
        <source>Tells of every place at once what is there. Wants a GPU.</source>
        <translation>一次说出每个位置有什么。需要 GPU。</translation>
    </message>
    <message>
        <source>Text backbones of Hugging Face&apos;s transformers (BERT, RoBERTa, GPT-2 …) for Desktop TL.</source>
        <translation>Hugging Face transformers 的文本骨干网络（BERT、RoBERTa、GPT-2 等），用于 Desktop TL。</translation>
    </message>
    <message>
        <source>Text file</source>
        <translation>文本文件</translation>
    </message>
    <message>
        <source>Text files in a folder and below it, cut into blocks: to learn to write.</source>
        <translation>文件夹及其子文件夹中的文本文件，切成块：用来学习写作。</translation>
    </message>
    <message>
        <source>Text folder</source>
        <translation>文本文件夹</translation>
    </message>
    <message>
        <source>Texts of the Hugging Face hub</source>
        <translation>Hugging Face Hub 上的文本</translation>
    </message>
    <message>
        <source>The classic that most results are compared with. Robust, quick, a good default.</source>
        <translation>多数结果都与之比较的经典网络。稳健、快速，是很好的默认选择。</translation>
    </message>
    <message>
        <source>The first network with parallel filters of several sizes. Small, and less exact than newer ones.</source>
        <translation>首个使用多种尺寸并行滤波器的网络。体积小，准确率不及较新的网络。</translation>
    </message>
    <message>
        <source>The image backbones of timm, and one pretrained network that needs no download, for Desktop TL.</source>
        <translation>timm 的图像骨干网络，以及一个无需下载的预训练网络，用于 Desktop TL。</translation>
    </message>
    <message>
        <source>The network of 2012 that started deep learning on pictures. Of historical interest: large and less exact.</source>
        <translation>2012 年开启图像深度学习的网络。主要具有历史意义：体积大，准确率较低。</translation>
    </message>
    <message>
        <source>The network that most results on English texts are compared with. Does not tell capitals apart.</source>
        <translation>英文文本的多数结果都以它为比较对象。不区分大小写。</translation>
    </message>
    <message>
        <source>The second ConvNeXt, which first learned to fill in covered parts of pictures. Exact; wants a GPU.</source>
        <translation>第二代 ConvNeXt，先学会补全图片被遮挡的部分。准确；需要 GPU。</translation>
    </message>
    <message>
        <source>The smallest GPT-2. It learned to go on with a text; to sort texts, BERT and its kin are better.</source>
        <translation>最小的 GPT-2。它学的是续写文本；给文本分类时，BERT 一类的模型更好。</translation>
    </message>
    <message>
        <source>The successor of EfficientNet, quicker to train.</source>
        <translation>EfficientNet 的后继者，训练更快。</translation>
    </message>
    <message>
        <source>The task of telling values (a size, an age, an angle) from a picture, for Desktop TL.</source>
        <translation>Desktop TL 的一种任务：从图片中判断数值（大小、年龄、角度）。</translation>
    </message>
    <message>
        <source>The task of writing: a language model learns to go on as your texts do, for Desktop TL.</source>
        <translation>写作任务：让语言模型学会像您的文本那样写下去，用于 Desktop TL。</translation>
    </message>
    <message>
        <source>The tasks of telling to which of several classes a picture or a text belongs, for Desktop TL.</source>
        <translation>为 Desktop TL 提供判断图片或文本属于哪个类别的任务。</translation>
    </message>
    <message>
        <source>The weights under their names in timm or torchvision, to use or train on there.</source>
        <translation>权重按其在 timm 或 torchvision 中的名称保存，可在那里使用或继续训练。</translation>
    </message>
    <message>
        <source>The whole network as one file that PyTorch loads without the network&apos;s code.</source>
        <translation>整个网络保存为一个文件，PyTorch 无需网络的代码即可加载。</translation>
    </message>
    <message>
        <source>Trained models as ONNX files, for Desktop TL.</source>
        <translation>把训练好的模型保存为 ONNX 文件，供 Desktop TL 使用。</translation>
    </message>
    <message>
        <source>Trained models as files of PyTorch and as safetensors, for Desktop TL.</source>
        <translation>把训练好的模型保存为 PyTorch 文件和 safetensors，供 Desktop TL 使用。</translation>
    </message>
    <message>
        <source>WebLI, then ImageNet-1k</source>
        <translation>先用 WebLI，再用 ImageNet-1k</translation>
    </message>
    <message>
        <source>Weights (safetensors)</source>
        <translation>权重 (safetensors)</translation>
    </message>
    <message>
        <source>Wikipedia in 104 languages</source>
        <translation>104 种语言的维基百科</translation>
    </message>
    <message>
        <source>Writes curves, pictures, texts and settings that TensorBoard shows.</source>
        <translation>写入 TensorBoard 可显示的曲线、图片、文字和设置。</translation>
    </message>
    <message>
        <source>Writes runs for TensorBoard while they run, for Desktop TL.</source>
        <translation>在训练进行时为 TensorBoard 写入记录，供 Desktop TL 使用。</translation>
    </message>
    <message>
        <source>Writes runs into MLflow while they run, for Desktop TL.</source>
        <translation>在训练进行时写入 MLflow，供 Desktop TL 使用。</translation>
    </message>
    <message>
        <source>Writes settings, curves, pictures and files into an MLflow database or to a server.</source>
        <translation>把设置、曲线、图片和文件写入 MLflow 数据库或发送到服务器。</translation>
    </message>
    <message>
        <source>YFCC-100M, then ImageNet-1k</source>
        <translation>先用 YFCC-100M，再用 ImageNet-1k</translation>
    </message>
    <message>
        <source>see the name of the weights</source>
        <translation>见权重名称</translation>
    </message>
    <message>
        <source>torchvision&apos;s image classification networks with all their weights, for Desktop TL.</source>
        <translation>torchvision 的图像分类网络及其全部权重，用于 Desktop TL。</translation>
    </message>
</context>
<context>
    <name>CheckStrip</name>
    <message>
        <source>All {0} can be read.</source>
        <translation>全部 {0}均可读取。</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Checking the {0}</source>
        <translation>正在检查{0}</translation>
    </message>
    <message>
        <source>Show list</source>
        <translation>显示列表</translation>
    </message>
    <message>
        <source>{0} cannot be read and will be left out.</source>
        <translation>{0}无法读取，将被排除。</translation>
    </message>
    <message>
        <source>{0} of {1} checked.</source>
        <translation>已检查 {0}，共 {1}。</translation>
    </message>
    <message>
        <source>{0} unreadable</source>
        <translation>{0} 个无法读取</translation>
    </message>
</context>
<context>
    <name>ClassCard</name>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>How long they are</source>
        <translation>文本长度</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
</context>
<context>
    <name>ClassCards</name>
    <message>
        <source>In figures</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>The weakest first; press a column to sort by it.</source>
        <translation>最弱的排在前面；点击列标题可按该列排序。</translation>
    </message>
</context>
<context>
    <name>ClassResults</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Class by class</source>
        <translation>各类别情况</translation>
    </message>
    <message>
        <source>Measured on so many samples, the true value lies within these points with 95 % certainty.</source>
        <translation>按测得的样本数量，真实值有 95 % 的把握落在这个范围内。</translation>
    </message>
    <message>
        <source>The least recognised first; press a column to sort by it.</source>
        <translation>识别最差的排在最前；点击列标题可按该列排序。</translation>
    </message>
    <message>
        <source>What is taken for what</source>
        <translation>什么被认作什么</translation>
    </message>
    <message>
        <source>{0} points</source>
        <translation>{0} 个百分点</translation>
    </message>
</context>
<context>
    <name>ClassTable</name>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Recognised: part of the class that is recognised.
Reliable: part of what is called so that really is.
Press a column to sort by it.</source>
        <translation>识别率：该类别中被正确识别的比例。
可靠率：被判为该类别的样本中确实属于它的比例。
点按列标题即可排序。</translation>
    </message>
    <message>
        <source>Recognised (recall)</source>
        <translation>识别出（召回率）</translation>
    </message>
    <message>
        <source>Reliable (precision)</source>
        <translation>可信（精确率）</translation>
    </message>
</context>
<context>
    <name>ClassTableOptions</name>
    <message>
        <source>A CSV, TSV, JSON Lines or Parquet file with a row for each picture.</source>
        <translation>CSV、TSV、JSON Lines 或 Parquet 文件，每张图片一行。</translation>
    </message>
    <message>
        <source>Column of classes</source>
        <translation>类别列</translation>
    </message>
    <message>
        <source>Column of pictures</source>
        <translation>图片列</translation>
    </message>
    <message>
        <source>Column of the split</source>
        <translation>划分列</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Empty takes UTF-8, or UTF-16 where the file says so. Old files may need cp1252 or gb18030.</source>
        <translation>留空则为 UTF-8，文件注明时为 UTF-16。旧文件可能需要 cp1252 或 gb18030。</translation>
    </message>
    <message>
        <source>Empty takes the one that is called so, else the one with the fewest different values.</source>
        <translation>留空则取名称相符的列，否则取不同值最少的列。</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Ending</source>
        <translation>扩展名</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Folder of the pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>Holds the paths of the pictures. Empty takes the one with names of picture files.</source>
        <translation>包含图片路径的列。留空则采用含有图片文件名的列。</translation>
    </message>
    <message>
        <source>Is added to each name, for instance .jpg, where the table names the pictures without it.</source>
        <translation>表格中的图片名没有扩展名时，附加在每个名称之后，例如 .jpg。</translation>
    </message>
    <message>
        <source>Quotes enclose texts</source>
        <translation>引号括住文本</translation>
    </message>
    <message>
        <source>Says of each row whether it is for train, validation or test. Empty takes one called split, if there is one.</source>
        <translation>说明每一行用于训练、验证还是测试。留空则取名为 split 的列（如果有）。</translation>
    </message>
    <message>
        <source>Switch it off for a CSV or TSV file in which the sign &quot; is a part of the texts.</source>
        <translation>如果 CSV 或 TSV 文件中的引号 &quot; 是文本的一部分，请关闭。</translation>
    </message>
    <message>
        <source>What stands between two columns of a CSV file. Automatic looks at its first rows.</source>
        <translation>CSV 文件中两列之间的符号。自动则查看前几行来判断。</translation>
    </message>
    <message>
        <source>Where the paths begin. Empty takes the folder of the table.</source>
        <translation>路径的起点。留空则为表格所在的文件夹。</translation>
    </message>
</context>
<context>
    <name>CocoOptions</name>
    <message>
        <source>A folder with JSON files and pictures, or one such file. Several are splits, by their names.</source>
        <translation>含有 JSON 文件和图片的文件夹，或一个这样的文件。有多个文件时，按名称分为训练、验证等部分。</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Folder of the pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>Folder or file</source>
        <translation>文件夹或文件</translation>
    </message>
    <message>
        <source>Of the JSON file. Empty takes UTF-8, or UTF-16 where the file says so; old tools may need cp1252.</source>
        <translation>JSON 文件的编码。留空则用 UTF-8，或按文件标明的 UTF-16；旧工具可能需要 cp1252 或 gb18030。</translation>
    </message>
    <message>
        <source>Where they are, if they are not in the same folder as the JSON file or beside it.</source>
        <translation>图片所在的位置，如果它们不在 JSON 文件的同一文件夹或其旁边。</translation>
    </message>
</context>
<context>
    <name>ColumnOptions</name>
    <message>
        <source>A CSV, TSV, JSON Lines or Parquet file with a column of texts.</source>
        <translation>含一列文本的 CSV、TSV、JSON Lines 或 Parquet 文件。</translation>
    </message>
    <message>
        <source>Column of texts</source>
        <translation>文本列</translation>
    </message>
    <message>
        <source>Column of the split</source>
        <translation>划分列</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Empty takes UTF-8, or UTF-16 where the file says so. Old files may need cp1252 or gb18030.</source>
        <translation>留空则为 UTF-8，文件注明时为 UTF-16。旧文件可能需要 cp1252 或 gb18030。</translation>
    </message>
    <message>
        <source>Empty takes the one that is called so, else the longest.</source>
        <translation>留空则取名称相符的列，否则取最长的列。</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>表头</translation>
    </message>
    <message>
        <source>Quotes enclose texts</source>
        <translation>引号括住文本</translation>
    </message>
    <message>
        <source>Says of each row whether it is for train, validation or test. Empty takes one called split, if there is one.</source>
        <translation>说明每一行用于训练、验证还是测试。留空则取名为 split 的列（如果有）。</translation>
    </message>
    <message>
        <source>Switch it off for a CSV or TSV file in which the sign &quot; is a part of the texts.</source>
        <translation>如果 CSV 或 TSV 文件中的引号 &quot; 是文本的一部分，请关闭。</translation>
    </message>
    <message>
        <source>What stands between two columns of a CSV file. Automatic looks at its first rows.</source>
        <translation>CSV 文件中两列之间的符号。自动则查看前几行来判断。</translation>
    </message>
    <message>
        <source>Whether the first row of a CSV file holds the names of the columns. Automatic looks whether it differs from the others.</source>
        <translation>CSV 文件的首行是否为列名。自动则看它与其他行是否不同。</translation>
    </message>
</context>
<context>
    <name>ConfusionMatrix</name>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Percent of row</source>
        <translation>行百分比</translation>
    </message>
    <message>
        <source>Point at a cell to read it.</source>
        <translation>将鼠标移到格子上查看说明。</translation>
    </message>
    <message>
        <source>Show as picture</source>
        <translation>显示为图形</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>显示为表格</translation>
    </message>
    <message>
        <source>What the cells show</source>
        <translation>格子显示的内容</translation>
    </message>
    <message>
        <source>“{true}” was recognised in {count} of {whole} ({share} %)</source>
        <translation>“{true}”：{whole} 个中有 {count} 个识别正确（{share} %）</translation>
    </message>
    <message>
        <source>“{true}” was taken for “{predicted}” in {count} of {whole} ({share} %)</source>
        <translation>“{true}”：{whole} 个中有 {count} 个被误认作“{predicted}”（{share} %）</translation>
    </message>
</context>
<context>
    <name>Contents</name>
    <message>
        <source>This picture is empty.</source>
        <translation>这张图片是空的。</translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>Best: {0}</source>
        <translation>最佳：{0}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Plot: {0}</source>
        <translation>图表：{0}</translation>
    </message>
    <message>
        <source>Show as plot</source>
        <translation>显示为图表</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>显示为表格</translation>
    </message>
</context>
<context>
    <name>DataChooser</name>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Licence: {0}</source>
        <translation>许可证：{0}</translation>
    </message>
    <message>
        <source>Looking through ‘{0}’…</source>
        <translation>正在浏览“{0}”…</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Choose a table or a text</source>
        <translation>选择表格或文本</translation>
    </message>
    <message>
        <source>Drop a folder, a table or a text here</source>
        <translation>将文件夹、表格或文本拖到这里</translation>
    </message>
    <message>
        <source>Folders of pictures or of texts, a table of them, or one long text. Everything stays on this computer.</source>
        <translation>图片或文本的文件夹、它们的表格，或一篇长文本。一切都留在这台电脑上。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>打开 {0}</translation>
    </message>
    <message>
        <source>Other data</source>
        <translation>其他数据</translation>
    </message>
    <message>
        <source>Remove from this list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Tables and texts ({0})</source>
        <translation>表格和文本（{0}）</translation>
    </message>
    <message>
        <source>Try with handwritten digits</source>
        <translation>用手写数字试一试</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Used last</source>
        <translation>最近使用</translation>
    </message>
</context>
<context>
    <name>DataExample</name>
    <message>
        <source>A text file, or a folder of them without folders inside. The model learns to write as it is written; blocks of it are what it learns from.</source>
        <translation>一个文本文件，或只含文本文件的文件夹。模型学着像它那样写作；文本会切成块供模型学习。</translation>
    </message>
    <message>
        <source>Each folder inside becomes a class, named after the folder. If there are train, val and test folders above the classes, they are used.</source>
        <translation>其中的每个文件夹成为一个类别，以文件夹名命名。如果类别之上还有 train、val 和 test 文件夹，也会加以使用。</translation>
    </message>
    <message>
        <source>How it should look</source>
        <translation>数据应有的样子</translation>
    </message>
    <message>
        <source>IMG_0001.jpg …</source>
        <translation>IMG_0001.jpg …</translation>
    </message>
    <message>
        <source>It was a dark night in October …</source>
        <translation>那是十月的一个漆黑夜晚……</translation>
    </message>
    <message>
        <source>Kind of data</source>
        <translation>数据种类</translation>
    </message>
    <message>
        <source>One row per text, or per picture with the name of its file: CSV, TSV, JSON Lines or Parquet. You choose the columns next.</source>
        <translation>每行一条文本，或一张图片的文件名：CSV、TSV、JSON Lines 或 Parquet。下一步选择列。</translation>
    </message>
    <message>
        <source>Quick and kind, thank you!</source>
        <translation>又快又周到，谢谢！</translation>
    </message>
    <message>
        <source>A table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Folders of pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>Folders of texts</source>
        <translation>文本文件夹</translation>
    </message>
    <message>
        <source>One long text</source>
        <translation>一篇长文本</translation>
    </message>
    <message>
        <source>The parcel never came.</source>
        <translation>包裹一直没有送到。</translation>
    </message>
    <message>
        <source>Two cups were broken.</source>
        <translation>有两个杯子碎了。</translation>
    </message>
    <message>
        <source>any name.jpg, photo 2.png …</source>
        <translation>任意名称.jpg、照片 2.png …</translation>
    </message>
    <message>
        <source>any name.txt, note 2.md …</source>
        <translation>任意名称.txt、笔记 2.md …</translation>
    </message>
    <message>
        <source>apples</source>
        <translation>苹果</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>complaints</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>letter 17.txt …</source>
        <translation>来信 17.txt …</translation>
    </message>
    <message>
        <source>my novel.txt</source>
        <translation>我的小说.txt</translation>
    </message>
    <message>
        <source>my pictures</source>
        <translation>我的图片</translation>
    </message>
    <message>
        <source>my texts</source>
        <translation>我的文本</translation>
    </message>
    <message>
        <source>pears</source>
        <translation>梨</translation>
    </message>
    <message>
        <source>praise</source>
        <translation>表扬</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>“Who is there?” she asked …</source>
        <translation>“谁在那里？”她问……</translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>1 class</source>
        <translation>1 个类别</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更换…</translation>
    </message>
    <message>
        <source>As the data says, {0} are to learn from and {1} to measure on.</source>
        <translation>按照数据自带的划分，{0} 个用于学习，{1} 个用于验证。</translation>
    </message>
    <message>
        <source>1 box</source>
        <translation>1 个框</translation>
    </message>
    <message>
        <source>1 label</source>
        <translation>1 个标签</translation>
    </message>
    <message>
        <source>1 value</source>
        <translation>1 个数值</translation>
    </message>
    <message>
        <source>As the data says, {0} are to learn from; {1} % of them is kept back to measure on.</source>
        <translation>按照数据自带的划分，{0} 个用于学习；其中 {1} % 留作验证。</translation>
    </message>
    <message>
        <source>Choose the pictures or texts from which the model shall learn.</source>
        <translation>选择供模型学习的图片或文本。</translation>
    </message>
    <message>
        <source>Class: {0}</source>
        <translation>类别：{0}</translation>
    </message>
    <message>
        <source>Continue to Model</source>
        <translation>下一步：模型</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Drop the one folder that holds them: each folder inside becomes a class.</source>
        <translation>请拖入包含它们的上层文件夹：其中每个子文件夹就是一个类别。</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>不再使用</translation>
    </message>
    <message>
        <source>Labels: {0}</source>
        <translation>标签：{0}</translation>
    </message>
    <message>
        <source>Let go of this data; the files stay where they are.</source>
        <translation>不再使用这些数据；文件留在原处。</translation>
    </message>
    <message>
        <source>No plugin that reads folders or tables is ready.</source>
        <translation>没有可用的插件来读取文件夹或表格。</translation>
    </message>
    <message>
        <source>No {0} has a label, so there is nothing to learn.</source>
        <translation>没有任何{0}带有标签，因此没有可学的内容。</translation>
    </message>
    <message>
        <source>Put the files of each class into a folder, and drop the folder that holds these. A table is dropped alone.</source>
        <translation>请把每个类别的文件各放入一个文件夹，再拖入包含这些文件夹的上层文件夹。表格请单独拖入。</translation>
    </message>
    <message>
        <source>Those are several files.</source>
        <translation>这是多个文件。</translation>
    </message>
    <message>
        <source>To be found: {0}</source>
        <translation>要找的：{0}</translation>
    </message>
    <message>
        <source>Values: {0}</source>
        <translation>数值：{0}</translation>
    </message>
    <message>
        <source>background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>{0} % is kept back to measure on, of each label as far as that can be.</source>
        <translation>留出 {0} % 用于评估，尽可能对每个标签都如此。</translation>
    </message>
    <message>
        <source>{0} % is kept back to measure on.</source>
        <translation>留出 {0} % 用于评估。</translation>
    </message>
    <message>
        <source>{0} boxes</source>
        <translation>{0} 个框</translation>
    </message>
    <message>
        <source>{0} labels</source>
        <translation>{0} 个标签</translation>
    </message>
    <message>
        <source>{0} that every {1} has: the model will always say it.</source>
        <translation>{0}是每个{1}都有的：模型将总是给出它。</translation>
    </message>
    <message>
        <source>{0} that no {1} has: the model will hardly ever say it.</source>
        <translation>{0}没有任何{1}具有：模型几乎不会给出它。</translation>
    </message>
    <message>
        <source>{0} values</source>
        <translation>{0} 个数值</translation>
    </message>
    <message>
        <source>{0} with a single {2}: nothing is left there to measure on.</source>
        <translation>{0}只有一个{2}：没有剩余的样本可用于验证。</translation>
    </message>
    <message>
        <source>{0} with fewer than 5 {1}: expect mistakes there.</source>
        <translation>{0}的{1}少于 5 个：那里可能会出错。</translation>
    </message>
    <message>
        <source>{0} with fewer than 5 {2}: expect mistakes there.</source>
        <translation>{0}的{2}少于 5 个：预计会出错。</translation>
    </message>
    <message>
        <source>{0} with {1}</source>
        <translation>{0}，{1}</translation>
    </message>
    <message>
        <source>{0} with {1} of {2}</source>
        <translation>{0}，{1}，{2}</translation>
    </message>
    <message>
        <source>{0} without {1}: the model will hardly ever say it.</source>
        <translation>{0}没有{1}：模型几乎不会判为这些类别。</translation>
    </message>
    <message>
        <source>‘{0}’ has {1} times as many {3} as ‘{2}’: the model may prefer it.</source>
        <translation>“{0}”的{3}数量是“{2}”的 {1} 倍：模型可能会偏向它。</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>The Plugins page tells what became of it.</source>
        <translation>“插件”页说明了原因。</translation>
    </message>
    <message>
        <source>There is only one class. A model needs at least two to tell apart.</source>
        <translation>只有一个类别。模型至少需要两个类别才能区分。</translation>
    </message>
    <message>
        <source>Those are {0} folders.</source>
        <translation>这是 {0} 个文件夹。</translation>
    </message>
    <message>
        <source>{0} % of each class is kept back to measure on.</source>
        <translation>每个类别留出 {0} % 用于验证。</translation>
    </message>
    <message>
        <source>{0} classes</source>
        <translation>{0} 个类别</translation>
    </message>
    <message>
        <source>{0} in {1}</source>
        <translation>{0}，{1}</translation>
    </message>
    <message>
        <source>{0} more wait for the final test.</source>
        <translation>另有 {0} 个留作最终测试。</translation>
    </message>
</context>
<context>
    <name>DataView</name>
    <message>
        <source>Looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>No {0} found</source>
        <translation>没有找到{0}</translation>
    </message>
    <message>
        <source>for the final test</source>
        <translation>用于最终测试</translation>
    </message>
    <message>
        <source>to learn from</source>
        <translation>用于训练</translation>
    </message>
    <message>
        <source>to measure on</source>
        <translation>用于验证</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>DatasetChoice</name>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Limit of samples</source>
        <translation>样本数上限</translation>
    </message>
    <message>
        <source>Options of the dataset</source>
        <translation>数据集的选项</translation>
    </message>
    <message>
        <source>Use only so many samples, the same share of every class. 0 uses all.</source>
        <translation>只使用这么多样本，各类别按相同比例抽取。0 表示全部使用。</translation>
    </message>
    <message>
        <source>Where the samples come from, for instance folders/images.</source>
        <translation>样本的来源，例如 folders/images。</translation>
    </message>
</context>
<context>
    <name>DatasetOptions</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>First rows of the table</source>
        <translation>表格的前几行</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>The first rows, as they are read:</source>
        <translation>读取到的前几行：</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>这是什么</translation>
    </message>
</context>
<context>
    <name>DecoderOptions</name>
    <message>
        <source>Pooling</source>
        <translation>汇聚方式</translation>
    </message>
    <message>
        <source>What the features of a text are made of.</source>
        <translation>文本的特征由什么组成。</translation>
    </message>
</context>
<context>
    <name>EncoderOptions</name>
    <message>
        <source>Pooling</source>
        <translation>汇聚方式</translation>
    </message>
    <message>
        <source>What the features of a text are made of.</source>
        <translation>文本的特征由什么组成。</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>1 class with a single picture: nothing is left to validate on.</source>
        <translation>1 个类别只有一张图片：没有剩余的图片可用于验证。</translation>
    </message>
    <message>
        <source>1 class with a single picture; it is used for training: nothing is left to validate on.</source>
        <translation>1 个类别只有一张图片，该图片用于训练：没有剩余的图片可用于验证。</translation>
    </message>
    <message>
        <source>1 class with fewer than {0} pictures: expect mistakes there.</source>
        <translation>1 个类别的图片少于 {0} 张：该类别容易出错。</translation>
    </message>
    <message>
        <source>1 class without pictures: the model will hardly ever predict it.</source>
        <translation>1 个类别没有图片：模型几乎不会预测到它。</translation>
    </message>
    <message>
        <source>1 folder with one picture only.</source>
        <translation>1 个文件夹只有一张图片。</translation>
    </message>
    <message>
        <source>1 folder without pictures left out of the classes.</source>
        <translation>1 个没有图片的文件夹未列入类别。</translation>
    </message>
    <message>
        <source>1 hidden or system file ignored.</source>
        <translation>忽略了 1 个隐藏文件或系统文件。</translation>
    </message>
    <message>
        <source>1 other file ignored: {0}.</source>
        <translation>忽略了 1 个其他文件：{0}。</translation>
    </message>
    <message>
        <source>1 picture outside class folders left out.</source>
        <translation>1 张不在类别文件夹中的图片已排除。</translation>
    </message>
    <message>
        <source>1 picture recognised by content, not by extension.</source>
        <translation>1 张图片按内容而非扩展名识别。</translation>
    </message>
    <message>
        <source>1 thread</source>
        <translation>1 个线程</translation>
    </message>
    <message>
        <source>A process that loads samples was started again: one ended with exit status {0}.</source>
        <translation>加载样本的进程已重新启动：有一个进程以退出状态 {0} 结束。</translation>
    </message>
    <message>
        <source>A process that loads samples was started again: one was ended by the signal {0}.</source>
        <translation>加载样本的进程已重新启动：有一个进程被信号 {0} 终止。</translation>
    </message>
    <message>
        <source>A process that loads samples was started again: the system killed one, most likely because memory ran out.</source>
        <translation>加载样本的进程已重新启动：有一个进程被系统终止，很可能是因为内存不足。</translation>
    </message>
    <message>
        <source>CPU, 1 thread</source>
        <translation>CPU，1 个线程</translation>
    </message>
    <message>
        <source>CPU, {0} threads</source>
        <translation>CPU，{0} 个线程</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>缓存</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Folders that cannot be read are left out.</source>
        <translation>无法读取的文件夹已排除。</translation>
    </message>
    <message>
        <source>Fonts</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>HEIC pictures are not supported; save it as JPEG or PNG</source>
        <translation>不支持 HEIC 图片；请另存为 JPEG 或 PNG</translation>
    </message>
    <message>
        <source>Links to folders that are read anyway were not followed.</source>
        <translation>指向已读取文件夹的链接没有重复读取。</translation>
    </message>
    <message>
        <source>Make room: runs and weights may not fit.</source>
        <translation>请清理空间：训练记录和权重可能放不下。</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Plugins</source>
        <translation>插件</translation>
    </message>
    <message>
        <source>Python {0} on {1} ({2}), {3} processors</source>
        <translation>Python {0}，{1}（{2}），{3} 个处理器</translation>
    </message>
    <message>
        <source>Qt {0} on the platform {1}</source>
        <translation>Qt {0}，平台 {1}</translation>
    </message>
    <message>
        <source>Reinstall the app.</source>
        <translation>请重新安装应用。</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>The folders in ‘{0}’ are taken as the classes.</source>
        <translation>“{0}”中的文件夹被当作类别。</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>a compiled step took {0} × the time of a plain one, compiling {1} s</source>
        <translation>编译后一步用时为未编译的 {0} 倍，编译用了 {1} 秒</translation>
    </message>
    <message>
        <source>a working Apple GPU is here</source>
        <translation>有可用的 Apple GPU</translation>
    </message>
    <message>
        <source>a working GPU is here</source>
        <translation>有可用的 GPU</translation>
    </message>
    <message>
        <source>bf16 took {0} × the time of fp32</source>
        <translation>bf16 用时为 fp32 的 {0} 倍</translation>
    </message>
    <message>
        <source>no stage is trained, and the head is too small to gain from it</source>
        <translation>没有训练任何阶段，而分类头太小，从中得不到好处</translation>
    </message>
    <message>
        <source>channels last took {0} × the time of contiguous</source>
        <translation>channels last 用时为 contiguous 的 {0} 倍</translation>
    </message>
    <message>
        <source>Allow the network in the settings, or install from a folder that holds all wheels.</source>
        <translation>请在设置中允许使用网络，或从包含所有 wheel 文件的文件夹安装。</translation>
    </message>
    <message>
        <source>1 thread took {0} × the time of {1}</source>
        <translation>1 个线程用时为 {1} 个的 {0} 倍</translation>
    </message>
    <message>
        <source>1 JSON file whose name tells no split left out.</source>
        <translation>1 个 JSON 文件的名称没有说明属于哪一部分，已略去。</translation>
    </message>
    <message>
        <source>1 class has boxes only in the pictures to learn from: they are not measured.</source>
        <translation>1 个类别只在用于学习的图片中有框：无法评估。</translation>
    </message>
    <message>
        <source>1 class has boxes only in the pictures to measure on: they cannot be learnt.</source>
        <translation>1 个类别只在用于评估的图片中有框：无法学习。</translation>
    </message>
    <message>
        <source>1 class with a single text: nothing is left to validate on.</source>
        <translation>1 个类别只有一条文本：没有剩余的文本可用于验证。</translation>
    </message>
    <message>
        <source>1 class with a single text; it is used for training: nothing is left to validate on.</source>
        <translation>1 个类别只有一条文本，该文本用于训练：没有剩余的文本可用于验证。</translation>
    </message>
    <message>
        <source>1 class with fewer than {0} texts: expect mistakes there.</source>
        <translation>1 个类别的文本少于 {0} 条：该类别容易出错。</translation>
    </message>
    <message>
        <source>1 class without a box left out.</source>
        <translation>1 个没有框的类别已略去。</translation>
    </message>
    <message>
        <source>1 class without texts: the model will hardly ever predict it.</source>
        <translation>1 个类别没有文本：模型几乎不会预测到它。</translation>
    </message>
    <message>
        <source>1 folder with one text only.</source>
        <translation>1 个文件夹只有一条文本。</translation>
    </message>
    <message>
        <source>1 folder without texts left out of the classes.</source>
        <translation>1 个没有文本的文件夹未列入类别。</translation>
    </message>
    <message>
        <source>1 label that every training picture has: the model will always say it.</source>
        <translation>1 个标签是每张训练图片都有的：模型将总是给出它。</translation>
    </message>
    <message>
        <source>1 label with fewer than {0} pictures: expect mistakes there.</source>
        <translation>1 个标签的图片少于 {0} 张：预计会出错。</translation>
    </message>
    <message>
        <source>1 label without a training picture: the model will hardly ever say it.</source>
        <translation>1 个标签没有训练图片：模型几乎不会给出它。</translation>
    </message>
    <message>
        <source>1 picture has a value more than {0} standard deviations away from the mean: is that a slip?</source>
        <translation>1 张图片的数值偏离平均值超过 {0} 个标准差：是否笔误？</translation>
    </message>
    <message>
        <source>1 picture has no boxes: it is kept as background, where nothing is to be found.</source>
        <translation>1 张图片没有框：作为背景保留，其中没有要找的东西。</translation>
    </message>
    <message>
        <source>1 picture has no label.</source>
        <translation>1 张图片没有标签。</translation>
    </message>
    <message>
        <source>1 row goes over several lines that look like rows of their own (line {0}). Where quotes are a part of the texts, switch off that they enclose texts (quotes=false).</source>
        <translation>有 1 行数据跨越多行，而其中每一行看起来都是单独的数据行（第 {0} 行）。如果引号是文本的一部分，请关闭“引号括住文本”（quotes=false）。</translation>
    </message>
    <message>
        <source>1 row names a picture again; its labels are taken together.</source>
        <translation>1 行再次提到同一张图片；其标签已合并。</translation>
    </message>
    <message>
        <source>1 text outside class folders left out.</source>
        <translation>1 条不在类别文件夹中的文本已排除。</translation>
    </message>
    <message>
        <source>1 text recognised by content, not by extension.</source>
        <translation>1 条文本按内容而非扩展名识别。</translation>
    </message>
    <message>
        <source>1 training text is few to learn to write from: expect it to repeat them.</source>
        <translation>只有 1 条训练文本，学习写作太少：它很可能只会重复。</translation>
    </message>
    <message>
        <source>1 value never differs in the training pictures: the model will always say the same.</source>
        <translation>1 个数值在训练图片中从不变化：模型将总是给出同一个值。</translation>
    </message>
    <message>
        <source>About {0} % of the texts have more than the {1} tokens that are learnt of each; what is behind them is left out. Choose a greater text length (max_length), or cut the texts into shorter blocks.</source>
        <translation>约 {0} % 的文本超过每条所学的 {1} 个词元；后面的内容被略去。请选择更大的文本长度（max_length），或把文本切成更短的块。</translation>
    </message>
    <message>
        <source>All texts have more than the {0} tokens that are learnt of each; what is behind them is left out. Choose a greater text length (max_length), or cut the texts into shorter blocks.</source>
        <translation>所有文本都超过每条所学的 {0} 个词元；后面的内容被略去。请选择更大的文本长度（max_length），或把文本切成更短的块。</translation>
    </message>
    <message>
        <source>Allow the network in the settings, or take a folder of wheels.</source>
        <translation>请在设置中允许使用网络，或使用包含 wheel 文件的文件夹。</translation>
    </message>
    <message>
        <source>Allow the network in the settings.</source>
        <translation>请在设置中允许使用网络。</translation>
    </message>
    <message>
        <source>Allow the network in the settings. The names of plugins begin with desktop-tl-; a plugin can also be installed from a wheel or a folder.</source>
        <translation>请在设置中允许使用网络。插件名称以 desktop-tl- 开头；也可以从 wheel 文件或文件夹安装插件。</translation>
    </message>
    <message>
        <source>An example is {0}.</source>
        <translation>例如 {0}。</translation>
    </message>
    <message>
        <source>Annotations of ‘{0}’ that belong to none of its images are left out: {1}.</source>
        <translation>“{0}”中不属于任何图片的标注已略去：{1}。</translation>
    </message>
    <message>
        <source>Annotations without a box of four numbers are left out: {0}.</source>
        <translation>没有四个数字的框的标注已略去：{0}。</translation>
    </message>
    <message>
        <source>Another process is working on the run {0}.</source>
        <translation>另一个进程正在处理训练记录 {0}。</translation>
    </message>
    <message>
        <source>Boxes of a class that has no name are left out: {0}.</source>
        <translation>类别没有名称的框已略去：{0}。</translation>
    </message>
    <message>
        <source>Boxes of a class that the file does not name are left out: {0}.</source>
        <translation>类别未在文件中列出的框已略去：{0}。</translation>
    </message>
    <message>
        <source>Boxes of negative width or height are left out: {0}.</source>
        <translation>宽或高为负的框已略去：{0}。</translation>
    </message>
    <message>
        <source>Boxes outside the picture are left out: {0}.</source>
        <translation>在图片之外的框已略去：{0}。</translation>
    </message>
    <message>
        <source>Boxes that stick out of the picture are cut at its edge: {0}.</source>
        <translation>超出图片的框已在边缘处裁切：{0}。</translation>
    </message>
    <message>
        <source>Boxes with an edge that is no number are left out: {0}.</source>
        <translation>边不是数字的框已略去：{0}。</translation>
    </message>
    <message>
        <source>Boxes without area are left out: {0}.</source>
        <translation>没有面积的框已略去：{0}。</translation>
    </message>
    <message>
        <source>Check its name.</source>
        <translation>请检查名称。</translation>
    </message>
    <message>
        <source>Check the address of the index: {0}</source>
        <translation>请检查软件包索引的地址：{0}</translation>
    </message>
    <message>
        <source>Check the name: `desktop-tl plugins search` lists plugins.</source>
        <translation>请检查名称：“搜索索引”会列出插件。</translation>
    </message>
    <message>
        <source>Check the network and try again: it goes on where it ended. Or take a folder of wheels.</source>
        <translation>请检查网络后重试：会从中断处继续。也可以使用包含 wheel 文件的文件夹。</translation>
    </message>
    <message>
        <source>Check the network, or install from a wheel, or from a folder that holds all wheels.</source>
        <translation>请检查网络，或从 wheel 文件或包含所有 wheel 文件的文件夹安装。</translation>
    </message>
    <message>
        <source>Check the network, or take a folder of wheels.</source>
        <translation>请检查网络，或使用包含 wheel 文件的文件夹。</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>请检查路径。</translation>
    </message>
    <message>
        <source>Check the spelling, or whether the drive is connected.</source>
        <translation>请检查拼写，或磁盘是否已连接。</translation>
    </message>
    <message>
        <source>Checking that they compute the same</source>
        <translation>正在检查计算结果是否相同</translation>
    </message>
    <message>
        <source>Choose a .safetensors file, or a .pth file that holds a state dict.</source>
        <translation>请选择 .safetensors 文件，或含有 state dict 的 .pth 文件。</translation>
    </message>
    <message>
        <source>Choose a folder that holds wheels.</source>
        <translation>请选择包含 wheel 文件的文件夹。</translation>
    </message>
    <message>
        <source>Choose a wheel, or a folder that holds wheels.</source>
        <translation>请选择 wheel 文件，或包含 wheel 文件的文件夹。</translation>
    </message>
    <message>
        <source>Choose another file or folder.</source>
        <translation>请选择其他文件或文件夹。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请换一个名称。</translation>
    </message>
    <message>
        <source>Choose the folder of a run, which holds its recipe.toml, or one that holds several runs.</source>
        <translation>请选择一条训练记录的文件夹（其中有 recipe.toml），或含有多条训练记录的文件夹。</translation>
    </message>
    <message>
        <source>Choose the strategy scratch, another backbone, or a weights file on this computer.</source>
        <translation>请选择“从零开始”策略、其他骨干网络，或本机上的权重文件。</translation>
    </message>
    <message>
        <source>Choose the weights file of this very architecture.</source>
        <translation>请选择这一架构的权重文件。</translation>
    </message>
    <message>
        <source>Crowd regions, which hold many objects as one, are left out: {0}.</source>
        <translation>人群区域（把许多物体合为一个）已略去：{0}。</translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation>请重新下载。</translation>
    </message>
    <message>
        <source>Entries that are not as COCO has them are left out: {0}.</source>
        <translation>不符合 COCO 格式的条目已略去：{0}。</translation>
    </message>
    <message>
        <source>Files without annotations are left out: {0}.</source>
        <translation>没有标注的文件已略去：{0}。</translation>
    </message>
    <message>
        <source>Give a name such as desktop-tl-acme or desktop-tl-acme==1.2, a wheel, or a folder with wheels.</source>
        <translation>请给出 desktop-tl-acme 或 desktop-tl-acme==1.2 这样的名称、wheel 文件，或包含 wheel 文件的文件夹。</translation>
    </message>
    <message>
        <source>It ended too early; resume it or train it again.</source>
        <translation>它结束得太早；请继续训练或重新训练。</translation>
    </message>
    <message>
        <source>It was deleted or moved while the run went on. Train again.</source>
        <translation>它在训练期间被删除或移动。请重新训练。</translation>
    </message>
    <message>
        <source>Label files that cannot be read are left out: {0}.</source>
        <translation>无法读取的标签文件已略去：{0}。</translation>
    </message>
    <message>
        <source>Lines that are no box are left out: {0}.</source>
        <translation>不是框的行已略去：{0}。</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Look for a version of the plugin that was made for these, or update Desktop TL.</source>
        <translation>请寻找适用于这些版本的插件版本，或更新 Desktop TL。</translation>
    </message>
    <message>
        <source>Make room and try again, or choose a smaller build. Nothing was changed.</source>
        <translation>请腾出空间后重试，或选择较小的版本。未做任何更改。</translation>
    </message>
    <message>
        <source>Make room and try again: it goes on where it ended.</source>
        <translation>请腾出空间后重试：会从中断处继续。</translation>
    </message>
    <message>
        <source>Make room or choose a folder on another disk.</source>
        <translation>请腾出空间，或选择另一磁盘上的文件夹。</translation>
    </message>
    <message>
        <source>Make room, for instance by deleting runs, and train again.</source>
        <translation>请腾出空间（例如删除训练记录），然后重新训练。</translation>
    </message>
    <message>
        <source>No data.yaml or classes.txt names the classes: they are called by their numbers.</source>
        <translation>没有 data.yaml 或 classes.txt 给出类别名称：以编号称呼。</translation>
    </message>
    <message>
        <source>None of the training samples can be read.</source>
        <translation>没有一个训练样本可以读取。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有任何更改。</translation>
    </message>
    <message>
        <source>Nothing was changed. Tell its author, or choose another.</source>
        <translation>没有任何更改。请告知其作者，或选择其他插件。</translation>
    </message>
    <message>
        <source>Nothing was changed. Try again, or choose another build.</source>
        <translation>未做任何更改。请重试，或选择其他版本。</translation>
    </message>
    <message>
        <source>Objects without a box of four numbers are left out: {0}.</source>
        <translation>没有四个数字的框的物体已略去：{0}。</translation>
    </message>
    <message>
        <source>Objects without a name are left out: {0}.</source>
        <translation>没有名称的物体已略去：{0}。</translation>
    </message>
    <message>
        <source>Open the dataset again.</source>
        <translation>请重新打开数据集。</translation>
    </message>
    <message>
        <source>Outlines are taken as the boxes around them: {0}.</source>
        <translation>轮廓按其外接框处理：{0}。</translation>
    </message>
    <message>
        <source>Pictures are taken from the column ‘{0}’, what they are from ‘{1}’, the split from ‘{2}’.</source>
        <translation>图片取自“{0}”列，其内容取自“{1}”列，划分取自“{2}”列。</translation>
    </message>
    <message>
        <source>Pictures are taken from the column ‘{0}’, what they are from ‘{1}’.</source>
        <translation>图片取自“{0}”列，其内容取自“{1}”列。</translation>
    </message>
    <message>
        <source>Pictures found by their name, not beside their file: {0}.</source>
        <translation>按名称找到、而不在其文件旁边的图片：{0}。</translation>
    </message>
    <message>
        <source>Pictures found by their name, not where the file says: {0}.</source>
        <translation>按名称找到、而不在文件所说位置的图片：{0}。</translation>
    </message>
    <message>
        <source>Pictures found by their name, not where the list says: {0}.</source>
        <translation>按名称找到、而不在列表所说位置的图片：{0}。</translation>
    </message>
    <message>
        <source>Pictures that an earlier file holds already are taken only once: {0}.</source>
        <translation>前面的文件已包含的图片只取一次：{0}。</translation>
    </message>
    <message>
        <source>Pictures that are not as large as when they were labelled, with which boxes are scaled: {0}.</source>
        <translation>与标注时大小不同的图片，边框随之缩放：{0}。</translation>
    </message>
    <message>
        <source>Pictures that are shown turned (EXIF), with which boxes are turned: {0}.</source>
        <translation>旋转显示的图片（EXIF），边框随之旋转：{0}。</translation>
    </message>
    <message>
        <source>Pictures that belong to no split are left out: {0}.</source>
        <translation>不属于任何部分的图片已略去：{0}。</translation>
    </message>
    <message>
        <source>Pictures that no JSON file names are left out: {0}.</source>
        <translation>没有 JSON 文件提到的图片已略去：{0}。</translation>
    </message>
    <message>
        <source>Pictures without a text file are taken as background: {0}.</source>
        <translation>没有文本文件的图片作为背景：{0}。</translation>
    </message>
    <message>
        <source>Pictures without an XML file are left out: {0}.</source>
        <translation>没有 XML 文件的图片已略去：{0}。</translation>
    </message>
    <message>
        <source>Plugins are being changed by another window or terminal.</source>
        <translation>另一个窗口或终端正在更改插件。</translation>
    </message>
    <message>
        <source>Put it there. On a computer with network and the same Python and system, this fetches all of them: {0}</source>
        <translation>请把它放进去。在一台联网且 Python 与系统相同的计算机上，可用此命令获取全部文件：{0}</translation>
    </message>
    <message>
        <source>Put most of them into training.</source>
        <translation>请把其中大部分用于训练。</translation>
    </message>
    <message>
        <source>PyTorch cannot be loaded: {0}.</source>
        <translation>无法加载 PyTorch：{0}。</translation>
    </message>
    <message>
        <source>PyTorch in {0} is not used: it is missing or damaged.</source>
        <translation>未使用 {0} 中的 PyTorch：它缺失或已损坏。</translation>
    </message>
    <message>
        <source>PyTorch in {0} is not used: it was made for another Python.</source>
        <translation>未使用 {0} 中的 PyTorch：它是为另一个 Python 准备的。</translation>
    </message>
    <message>
        <source>PyTorch is being set up by another window or terminal.</source>
        <translation>另一个窗口或终端正在安装 PyTorch。</translation>
    </message>
    <message>
        <source>PyTorch is not set up.</source>
        <translation>尚未安装 PyTorch。</translation>
    </message>
    <message>
        <source>Repair it: desktop-tl setup-torch --repair</source>
        <translation>请修复它：desktop-tl setup-torch --repair</translation>
    </message>
    <message>
        <source>Safe mode starts first-party plugins only.</source>
        <translation>安全模式只启动自带的插件。</translation>
    </message>
    <message>
        <source>Set it up first: the button for it is at the top.</source>
        <translation>请先安装它：按钮在上方。</translation>
    </message>
    <message>
        <source>Set it up: `desktop-tl setup-torch`, or on the page that the window shows for it.</source>
        <translation>请安装它：运行 `desktop-tl setup-torch`，或在窗口的相应页面上安装。</translation>
    </message>
    <message>
        <source>Set it up: desktop-tl setup-torch</source>
        <translation>请安装它：desktop-tl setup-torch</translation>
    </message>
    <message>
        <source>Stop it first, or wait.</source>
        <translation>请先停止它，或等待。</translation>
    </message>
    <message>
        <source>Stop it first.</source>
        <translation>请先停止它。</translation>
    </message>
    <message>
        <source>Text files in folders of labels that belong to no picture: {0}.</source>
        <translation>标签文件夹中不属于任何图片的文本文件：{0}。</translation>
    </message>
    <message>
        <source>Texts are taken from the column ‘{0}’, classes from ‘{1}’, the split from ‘{2}’.</source>
        <translation>文本取自列“{0}”，类别取自“{1}”，划分取自“{2}”。</translation>
    </message>
    <message>
        <source>Texts are taken from the column ‘{0}’, classes from ‘{1}’.</source>
        <translation>文本取自列“{0}”，类别取自“{1}”。</translation>
    </message>
    <message>
        <source>Texts are taken from the column ‘{0}’, the split from ‘{1}’.</source>
        <translation>文本取自列“{0}”，划分取自“{1}”。</translation>
    </message>
    <message>
        <source>Texts are taken from the column ‘{0}’.</source>
        <translation>文本取自列“{0}”。</translation>
    </message>
    <message>
        <source>The app ended abruptly while it was loading this plugin, so it was left out.</source>
        <translation>加载此插件时应用意外终止，因此已将其略过。</translation>
    </message>
    <message>
        <source>The app is set to stay offline, so PyTorch cannot be downloaded.</source>
        <translation>应用已设为保持离线，因此无法下载 PyTorch。</translation>
    </message>
    <message>
        <source>The app is set to stay offline, so the package index cannot be searched.</source>
        <translation>应用已设为保持离线，因此无法搜索软件包索引。</translation>
    </message>
    <message>
        <source>The app is set to stay offline.</source>
        <translation>应用设置为保持离线。</translation>
    </message>
    <message>
        <source>The backbone {0} has no pretrained weights.</source>
        <translation>骨干网络 {0} 没有预训练权重。</translation>
    </message>
    <message>
        <source>The dataset has no training samples.</source>
        <translation>数据集没有训练样本。</translation>
    </message>
    <message>
        <source>The disk is full ({0}).</source>
        <translation>磁盘已满（{0}）。</translation>
    </message>
    <message>
        <source>The disk of {0} has {1} MB free, the run needs {2} MB.</source>
        <translation>{0} 所在磁盘剩余 {1} MB，训练需要 {2} MB。</translation>
    </message>
    <message>
        <source>The disk of {0} is full.</source>
        <translation>{0} 所在的磁盘已满。</translation>
    </message>
    <message>
        <source>The disk of {0} is too full: about {1} GB are needed, {2} GB are free.</source>
        <translation>{0} 所在的磁盘空间不足：约需 {1} GB，可用 {2} GB。</translation>
    </message>
    <message>
        <source>The first line looks like data, not like a header: the columns are called {0}.</source>
        <translation>首行看起来是数据而不是表头：各列命名为 {0}。</translation>
    </message>
    <message>
        <source>The folder ‘{0}’ does not exist; on the way to it, ‘{1}’ is the last one that does.</source>
        <translation>文件夹“{0}”不存在；路径中最后一个存在的是“{1}”。</translation>
    </message>
    <message>
        <source>The index has no {0}, so {1} is taken.</source>
        <translation>索引中没有 {0}，因此采用 {1}。</translation>
    </message>
    <message>
        <source>The installed plugins are not used: their folder {0} is missing or damaged. Install them anew: desktop-tl plugins update</source>
        <translation>未使用已安装的插件：其文件夹 {0} 缺失或损坏。请重新安装。</translation>
    </message>
    <message>
        <source>The installed plugins are not used: their folder {0} was made by another Python. Install them anew: desktop-tl plugins update</source>
        <translation>未使用已安装的插件：其文件夹 {0} 由另一个 Python 创建。请重新安装。</translation>
    </message>
    <message>
        <source>The list of files says why for each.</source>
        <translation>文件列表说明了各自的原因。</translation>
    </message>
    <message>
        <source>The observer ‘{0}’ does not watch this run: {1}</source>
        <translation>旁观器“{0}”不旁观这次训练：{1}</translation>
    </message>
    <message>
        <source>The observer ‘{0}’ failed and was left out, the run goes on: {1}</source>
        <translation>旁观器“{0}”出错，已被排除，训练继续进行：{1}</translation>
    </message>
    <message>
        <source>The observer ‘{0}’ has not answered for {1} seconds; the run goes on without it.</source>
        <translation>旁观器“{0}”已有 {1} 秒没有响应；训练在没有它的情况下继续。</translation>
    </message>
    <message>
        <source>The observer ‘{0}’ was too slow to write everything down before the run ended.</source>
        <translation>旁观器“{0}”太慢，没能在训练结束前写完所有内容。</translation>
    </message>
    <message>
        <source>The package index cannot be reached.</source>
        <translation>无法连接软件包索引。</translation>
    </message>
    <message>
        <source>The plugin {0} {1} is installed beside the app already.</source>
        <translation>插件 {0} {1} 已安装在应用旁边。</translation>
    </message>
    <message>
        <source>The run failed unexpectedly: {0}.</source>
        <translation>训练意外失败：{0}。</translation>
    </message>
    <message>
        <source>The run ‘{0}’ has no trained model.</source>
        <translation>训练记录“{0}”没有训练好的模型。</translation>
    </message>
    <message>
        <source>The run ‘{0}’ is still running.</source>
        <translation>训练“{0}”仍在进行。</translation>
    </message>
    <message>
        <source>The run&apos;s folder {0} is gone.</source>
        <translation>训练记录的文件夹 {0} 已不存在。</translation>
    </message>
    <message>
        <source>The weights file {0} does not exist.</source>
        <translation>权重文件 {0} 不存在。</translation>
    </message>
    <message>
        <source>The weights file {0} does not fit: {1}.</source>
        <translation>权重文件 {0} 不匹配：{1}。</translation>
    </message>
    <message>
        <source>The weights file {0} is cut off.</source>
        <translation>权重文件 {0} 不完整。</translation>
    </message>
    <message>
        <source>The weights file {0} is damaged: {1}.</source>
        <translation>权重文件 {0} 已损坏：{1}。</translation>
    </message>
    <message>
        <source>The weights file {0} is empty (0 bytes).</source>
        <translation>权重文件 {0} 是空的（0 字节）。</translation>
    </message>
    <message>
        <source>There is no beginning to go on with.</source>
        <translation>没有可以接着写的开头。</translation>
    </message>
    <message>
        <source>There is no file or folder ‘{0}’.</source>
        <translation>没有文件或文件夹“{0}”。</translation>
    </message>
    <message>
        <source>There is no file ‘{0}’.</source>
        <translation>没有文件“{0}”。</translation>
    </message>
    <message>
        <source>There is no folder ‘{0}’.</source>
        <translation>没有文件夹“{0}”。</translation>
    </message>
    <message>
        <source>There is no run in {0}.</source>
        <translation>{0} 中没有训练记录。</translation>
    </message>
    <message>
        <source>There is no text in ‘{0}’.</source>
        <translation>“{0}”中没有文本。</translation>
    </message>
    <message>
        <source>There is no wheel (*.whl) in ‘{0}’.</source>
        <translation>“{0}”中没有 wheel 文件 (*.whl)。</translation>
    </message>
    <message>
        <source>There is no ‘{0}’ on the package index, or no wheel of it for this Python and system.</source>
        <translation>软件包索引中没有“{0}”，或没有适用于此 Python 和系统的 wheel 文件。</translation>
    </message>
    <message>
        <source>There is not enough memory for this run.</source>
        <translation>内存不足，无法进行这次训练。</translation>
    </message>
    <message>
        <source>This PyTorch does not work here: {0}.</source>
        <translation>这个 PyTorch 在本机上无法工作：{0}。</translation>
    </message>
    <message>
        <source>This does not fit to the app, which carries {0}: {1}.</source>
        <translation>与应用不兼容，应用自带 {0}：{1}。</translation>
    </message>
    <message>
        <source>This is a fault of the app or of a plugin; the report tells its authors where.</source>
        <translation>这是应用或插件的缺陷；报告会告诉其作者问题所在。</translation>
    </message>
    <message>
        <source>Update it, or enable it to try once more.</source>
        <translation>请更新它，或启用它再试一次。</translation>
    </message>
    <message>
        <source>Wait for it or choose another folder.</source>
        <translation>请等待，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Wait until it has finished.</source>
        <translation>请等待其完成。</translation>
    </message>
    <message>
        <source>What data.yaml says of the splits leads nowhere and is left out: {0}.</source>
        <translation>data.yaml 所写的划分找不到对应位置，已略去：{0}。</translation>
    </message>
    <message>
        <source>Write some words first.</source>
        <translation>请先写几个词。</translation>
    </message>
    <message>
        <source>Writing the files</source>
        <translation>正在写入文件</translation>
    </message>
    <message>
        <source>XML files that describe no picture are left out: {0}.</source>
        <translation>没有描述图片的 XML 文件已略去：{0}。</translation>
    </message>
    <message>
        <source>XML files that no list in ImageSets names are left out: {0}.</source>
        <translation>ImageSets 的列表中没有提到的 XML 文件已略去：{0}。</translation>
    </message>
    <message>
        <source>an NVIDIA card is here, but no driver for it</source>
        <translation>有 NVIDIA 显卡，但没有安装驱动程序</translation>
    </message>
    <message>
        <source>another file describes ‘{0}’ already</source>
        <translation>另一个文件已经描述了“{0}”</translation>
    </message>
    <message>
        <source>bf16 took {0} × the time of fp32, what it gives differs by {1}</source>
        <translation>bf16 用时为 fp32 的 {0} 倍，结果相差 {1}</translation>
    </message>
    <message>
        <source>channels last</source>
        <translation>channels last（通道在后）</translation>
    </message>
    <message>
        <source>contiguous</source>
        <translation>contiguous（连续）</translation>
    </message>
    <message>
        <source>data.yaml names the same pictures to learn from and to measure on: a part is kept back instead.</source>
        <translation>data.yaml 中用于学习和评估的是相同的图片：改为留出一部分来评估。</translation>
    </message>
    <message>
        <source>half precision is not used on this kind of device</source>
        <translation>这类设备不使用半精度</translation>
    </message>
    <message>
        <source>it cannot be compiled here ({0})</source>
        <translation>在这里无法编译（{0}）</translation>
    </message>
    <message>
        <source>it cannot be read: {0}</source>
        <translation>无法读取：{0}</translation>
    </message>
    <message>
        <source>it declares a document type, which annotations never need and which may do harm</source>
        <translation>它声明了文档类型；标注从不需要它，而且它可能有害</translation>
    </message>
    <message>
        <source>it has 1 field instead of {0}</source>
        <translation>有 1 个字段，应为 {0} 个</translation>
    </message>
    <message>
        <source>it has no class</source>
        <translation>没有类别</translation>
    </message>
    <message>
        <source>it has no picture</source>
        <translation>没有图片</translation>
    </message>
    <message>
        <source>it has no split</source>
        <translation>没有注明划分</translation>
    </message>
    <message>
        <source>it has no text</source>
        <translation>没有文本</translation>
    </message>
    <message>
        <source>it has no value in ‘{0}’</source>
        <translation>“{0}”列中没有数值</translation>
    </message>
    <message>
        <source>it has {0} fields instead of {1}</source>
        <translation>有 {0} 个字段，应为 {1} 个</translation>
    </message>
    <message>
        <source>it has {0} × {1} pixels, over the limit of {2} megapixels</source>
        <translation>它有 {0} × {1} 像素，超过了 {2} 百万像素的上限</translation>
    </message>
    <message>
        <source>it is a PDF document, not a picture</source>
        <translation>这是 PDF 文档，不是图片</translation>
    </message>
    <message>
        <source>it is a RAR archive, not a picture</source>
        <translation>这是 RAR 压缩文件，不是图片</translation>
    </message>
    <message>
        <source>it is a ZIP archive, not a picture</source>
        <translation>这是 ZIP 压缩文件，不是图片</translation>
    </message>
    <message>
        <source>it is a folder, not a picture</source>
        <translation>这是文件夹，不是图片</translation>
    </message>
    <message>
        <source>it is a folder, not a text</source>
        <translation>这是文件夹，不是文本</translation>
    </message>
    <message>
        <source>it is a gzip archive, not a picture</source>
        <translation>这是 gzip 压缩文件，不是图片</translation>
    </message>
    <message>
        <source>it is a picture, not a text</source>
        <translation>这是图片，不是文本</translation>
    </message>
    <message>
        <source>it is a text file, not a picture</source>
        <translation>这是文本文件，不是图片</translation>
    </message>
    <message>
        <source>it is a text, not a picture</source>
        <translation>这是文本，不是图片</translation>
    </message>
    <message>
        <source>it is an EPS document, not a picture</source>
        <translation>这是 EPS 文档，不是图片</translation>
    </message>
    <message>
        <source>it is an SVG drawing, not a picture</source>
        <translation>这是 SVG 图形，不是位图图片</translation>
    </message>
    <message>
        <source>it is an XML document, not a picture</source>
        <translation>这是 XML 文档，不是图片</translation>
    </message>
    <message>
        <source>it is far too large: {0}</source>
        <translation>它过大：{0}</translation>
    </message>
    <message>
        <source>it is no object with named values</source>
        <translation>不是带有命名值的对象</translation>
    </message>
    <message>
        <source>it is no valid XML: {0}</source>
        <translation>不是有效的 XML：{0}</translation>
    </message>
    <message>
        <source>it is not a picture, or in a format that is not supported</source>
        <translation>这不是图片，或格式不受支持</translation>
    </message>
    <message>
        <source>it is not a text file</source>
        <translation>不是文本文件</translation>
    </message>
    <message>
        <source>it is not valid JSON ({0})</source>
        <translation>不是有效的 JSON（{0}）</translation>
    </message>
    <message>
        <source>it is not written in {0} (byte {1} does not fit); save it as UTF-8</source>
        <translation>不是 {0} 编码（第 {1} 个字节不符）；请另存为 UTF-8</translation>
    </message>
    <message>
        <source>it names no picture</source>
        <translation>没有写明图片</translation>
    </message>
    <message>
        <source>it needs more memory than there is</source>
        <translation>它需要的内存超过了可用内存</translation>
    </message>
    <message>
        <source>its boxes were drawn on {0} × {1} pixels, but it has {2} × {3}: they would be in the wrong place</source>
        <translation>其边框是在 {0} × {1} 像素上画的，但图片为 {2} × {3}：边框的位置会不对</translation>
    </message>
    <message>
        <source>no GPU with a working CUDA driver was found</source>
        <translation>没有找到带有可用 CUDA 驱动的 GPU</translation>
    </message>
    <message>
        <source>no NVIDIA card with a driver was found</source>
        <translation>未找到装有驱动程序的 NVIDIA 显卡</translation>
    </message>
    <message>
        <source>no fonts in {0}; the system&apos;s are used</source>
        <translation>{0} 中没有字体；使用系统字体</translation>
    </message>
    <message>
        <source>no plugin is ready, so there is nothing to train</source>
        <translation>没有可用的插件，因此没有可训练的内容</translation>
    </message>
    <message>
        <source>no processor is to spare beside the training</source>
        <translation>除训练之外没有空闲的处理器</translation>
    </message>
    <message>
        <source>none of its boxes can be used</source>
        <translation>它的框都不能用</translation>
    </message>
    <message>
        <source>nothing of the text is known to the tokenizer</source>
        <translation>分词器不认识这条文本中的任何内容</translation>
    </message>
    <message>
        <source>other programs are busy, so that fewer threads were not tried</source>
        <translation>其他程序正忙，因此没有试更少的线程</translation>
    </message>
    <message>
        <source>set to stay offline</source>
        <translation>已设为保持离线</translation>
    </message>
    <message>
        <source>smaller, but it leaves the graphics card unused</source>
        <translation>较小，但不会使用显卡</translation>
    </message>
    <message>
        <source>so small that half precision gains nothing</source>
        <translation>太小，半精度没有好处</translation>
    </message>
    <message>
        <source>the GPU was found but does not compute ({0})</source>
        <translation>找到了 GPU，但它无法计算（{0}）</translation>
    </message>
    <message>
        <source>the device has no instructions for half precision, which is then many times slower</source>
        <translation>该设备没有半精度指令，半精度会慢很多倍</translation>
    </message>
    <message>
        <source>the file has more than {0} MB</source>
        <translation>文件超过 {0} MB</translation>
    </message>
    <message>
        <source>the head alone</source>
        <translation>只有分类头</translation>
    </message>
    <message>
        <source>the text is empty</source>
        <translation>文本为空</translation>
    </message>
    <message>
        <source>there is no picture ‘{0}’</source>
        <translation>没有图片“{0}”</translation>
    </message>
    <message>
        <source>this Mac has Apple silicon, whose GPU it uses</source>
        <translation>这台 Mac 采用 Apple 芯片，将使用其 GPU</translation>
    </message>
    <message>
        <source>this Mac has an Intel processor</source>
        <translation>这台 Mac 采用 Intel 处理器</translation>
    </message>
    <message>
        <source>{0} JSON files whose name tells no split left out.</source>
        <translation>{0} 个 JSON 文件的名称没有说明属于哪一部分，已略去。</translation>
    </message>
    <message>
        <source>{0} already exists.</source>
        <translation>{0} 已存在。</translation>
    </message>
    <message>
        <source>{0} cannot be downloaded: {1}.</source>
        <translation>无法下载 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} classes have boxes only in the pictures to learn from: they are not measured.</source>
        <translation>{0} 个类别只在用于学习的图片中有框：无法评估。</translation>
    </message>
    <message>
        <source>{0} classes have boxes only in the pictures to measure on: they cannot be learnt.</source>
        <translation>{0} 个类别只在用于评估的图片中有框：无法学习。</translation>
    </message>
    <message>
        <source>{0} classes with a single text: nothing is left to validate on.</source>
        <translation>{0} 个类别只有一条文本：没有剩余的文本可用于验证。</translation>
    </message>
    <message>
        <source>{0} classes with a single text; it is used for training: nothing is left to validate on.</source>
        <translation>{0} 个类别只有一条文本，该文本用于训练：没有剩余的文本可用于验证。</translation>
    </message>
    <message>
        <source>{0} classes with fewer than {1} texts: expect mistakes there.</source>
        <translation>{0} 个类别的文本少于 {1} 条：这些类别容易出错。</translation>
    </message>
    <message>
        <source>{0} classes without a box left out.</source>
        <translation>{0} 个没有框的类别已略去。</translation>
    </message>
    <message>
        <source>{0} classes without texts: the model will hardly ever predict it.</source>
        <translation>{0} 个类别没有文本：模型几乎不会预测到它。</translation>
    </message>
    <message>
        <source>{0} does not exist.</source>
        <translation>{0} 不存在。</translation>
    </message>
    <message>
        <source>{0} folders with one text only.</source>
        <translation>{0} 个文件夹只有一条文本。</translation>
    </message>
    <message>
        <source>{0} folders without texts left out of the classes.</source>
        <translation>{0} 个没有文本的文件夹未列入类别。</translation>
    </message>
    <message>
        <source>{0} is here, and its driver {1} runs CUDA {2}</source>
        <translation>找到 {0}，其驱动程序 {1} 支持 CUDA {2}</translation>
    </message>
    <message>
        <source>{0} labels that every training picture has: the model will always say it.</source>
        <translation>{0} 个标签是每张训练图片都有的：模型将总是给出它们。</translation>
    </message>
    <message>
        <source>{0} labels with fewer than {1} pictures: expect mistakes there.</source>
        <translation>{0} 个标签的图片少于 {1} 张：预计会出错。</translation>
    </message>
    <message>
        <source>{0} labels without a training picture: the model will hardly ever say it.</source>
        <translation>{0} 个标签没有训练图片：模型几乎不会给出它们。</translation>
    </message>
    <message>
        <source>{0} pictures have no boxes: they are kept as background, where nothing is to be found.</source>
        <translation>{0} 张图片没有框：作为背景保留，其中没有要找的东西。</translation>
    </message>
    <message>
        <source>{0} pictures have no label.</source>
        <translation>{0} 张图片没有标签。</translation>
    </message>
    <message>
        <source>{0} pictures have values more than {1} standard deviations away from the mean: is that a slip?</source>
        <translation>{0} 张图片的数值偏离平均值超过 {1} 个标准差：是否笔误？</translation>
    </message>
    <message>
        <source>{0} rows go over several lines that look like rows of their own (first in line {1}). Where quotes are a part of the texts, switch off that they enclose texts (quotes=false).</source>
        <translation>有 {0} 行数据跨越多行，而其中每一行看起来都是单独的数据行（首处在第 {1} 行）。如果引号是文本的一部分，请关闭“引号括住文本”（quotes=false）。</translation>
    </message>
    <message>
        <source>{0} rows name a picture again; their labels are taken together.</source>
        <translation>{0} 行再次提到同一张图片；其标签已合并。</translation>
    </message>
    <message>
        <source>{0} texts outside class folders left out.</source>
        <translation>{0} 条不在类别文件夹中的文本已排除。</translation>
    </message>
    <message>
        <source>{0} texts recognised by content, not by extension.</source>
        <translation>{0} 条文本按内容而非扩展名识别。</translation>
    </message>
    <message>
        <source>{0} threads took {1} × the time of {2}</source>
        <translation>{0} 个线程用时为 {2} 个的 {1} 倍</translation>
    </message>
    <message>
        <source>the drive failed to read it: {0}</source>
        <translation>磁盘读取失败：{0}</translation>
    </message>
    <message>
        <source>the file is empty (0 bytes)</source>
        <translation>文件是空的（0 字节）</translation>
    </message>
    <message>
        <source>the picture is cut off or damaged ({0})</source>
        <translation>图片不完整或已损坏（{0}）</translation>
    </message>
    <message>
        <source>the recipe asks for it</source>
        <translation>按配方的要求</translation>
    </message>
    <message>
        <source>the recipe asks for the CPU</source>
        <translation>配方要求使用 CPU</translation>
    </message>
    <message>
        <source>the recipe asks for the CPU, a GPU is here</source>
        <translation>配方要求使用 CPU（本机有 GPU）</translation>
    </message>
    <message>
        <source>the training is too short to win back the minutes that compiling takes</source>
        <translation>训练太短，赚不回编译所需的几分钟</translation>
    </message>
    <message>
        <source>there is no permission to read the file</source>
        <translation>没有读取该文件的权限</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>没有这个文件</translation>
    </message>
    <message>
        <source>this torch was built without CUDA</source>
        <translation>此 torch 版本不含 CUDA 支持</translation>
    </message>
    <message>
        <source>threads have the next batch ready before a step of {0} ms is done</source>
        <translation>每步需 {0} 毫秒，线程在此之前就已准备好下一批样本</translation>
    </message>
    <message>
        <source>threads need {0} ms for the samples of a step of {1} ms</source>
        <translation>每步需 {1} 毫秒，而线程准备其样本需 {0} 毫秒</translation>
    </message>
    <message>
        <source>threads need {0} ms for the samples of a step of {1} ms, but no processor is to spare</source>
        <translation>每步需 {1} 毫秒，而线程准备其样本需 {0} 毫秒，但没有空闲的处理器</translation>
    </message>
    <message>
        <source>threads need {0} ms for the samples of a step of {1} ms, but processes would not win back the time to start them</source>
        <translation>每步需 {1} 毫秒，而线程准备其样本需 {0} 毫秒，但启动进程所花的时间得不偿失</translation>
    </message>
    <message>
        <source>used only for downloads that you ask for</source>
        <translation>仅用于您要求的下载</translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}</source>
        <translation>{0} 无法写入：{1}</translation>
    </message>
    <message>
        <source>{0} classes with a single picture: nothing is left to validate on.</source>
        <translation>{0} 个类别只有一张图片：没有剩余的图片可用于验证。</translation>
    </message>
    <message>
        <source>{0} classes with a single picture; it is used for training: nothing is left to validate on.</source>
        <translation>{0} 个类别只有一张图片，该图片用于训练：没有剩余的图片可用于验证。</translation>
    </message>
    <message>
        <source>{0} classes with fewer than {1} pictures: expect mistakes there.</source>
        <translation>{0} 个类别的图片少于 {1} 张：这些类别容易出错。</translation>
    </message>
    <message>
        <source>{0} classes without pictures: the model will hardly ever predict it.</source>
        <translation>{0} 个类别没有图片：模型几乎不会预测到它们。</translation>
    </message>
    <message>
        <source>{0} does not work here: {1}</source>
        <translation>{0} 在这里无法运行：{1}</translation>
    </message>
    <message>
        <source>{0} folders beside train and val are left out.</source>
        <translation>与 train 和 val 并列的 {0} 个文件夹已排除。</translation>
    </message>
    <message>
        <source>{0} folders with one picture only.</source>
        <translation>{0} 个文件夹只有一张图片。</translation>
    </message>
    <message>
        <source>{0} folders without pictures left out of the classes.</source>
        <translation>{0} 个没有图片的文件夹未列入类别。</translation>
    </message>
    <message>
        <source>{0} fonts in {1}</source>
        <translation>{0} 个字体，位于 {1}</translation>
    </message>
    <message>
        <source>{0} hidden or system files ignored.</source>
        <translation>忽略了 {0} 个隐藏文件或系统文件。</translation>
    </message>
    <message>
        <source>{0} other files ignored: {1}.</source>
        <translation>忽略了 {0} 个其他文件：{1}。</translation>
    </message>
    <message>
        <source>{0} pictures outside class folders left out.</source>
        <translation>{0} 张不在类别文件夹中的图片已排除。</translation>
    </message>
    <message>
        <source>{0} pictures recognised by content, not by extension.</source>
        <translation>{0} 张图片按内容而非扩展名识别。</translation>
    </message>
    <message>
        <source>{0} ready; {1} backbones, {2} datasets</source>
        <translation>{0} 个可用；{1} 个骨干网络，{2} 个数据集</translation>
    </message>
    <message>
        <source>{0} threads</source>
        <translation>{0} 个线程</translation>
    </message>
    <message>
        <source>{0} training pictures are few to tell values from: expect large errors.</source>
        <translation>{0} 张训练图片对判断数值来说太少：预计误差会较大。</translation>
    </message>
    <message>
        <source>{0} training texts are few to learn to write from: expect it to repeat them.</source>
        <translation>{0} 条训练文本对学习写作来说太少：它很可能只会重复它们。</translation>
    </message>
    <message>
        <source>{0} values never differ in the training pictures: the model will always say the same.</source>
        <translation>{0} 个数值在训练图片中从不变化：模型将总是给出同样的值。</translation>
    </message>
    <message>
        <source>{0} was asked for, so it stays: install it without a version to follow the newest.</source>
        <translation>已指定 {0}，因此保持不变：不指定版本安装即可跟随最新版。</translation>
    </message>
    <message>
        <source>{0} was installed from the file {1} and stays: install a newer file instead.</source>
        <translation>{0} 是从文件 {1} 安装的，因此保持不变：请安装更新的文件。</translation>
    </message>
    <message>
        <source>{0} with driver {1} is too old for it</source>
        <translation>{0}（驱动程序 {1}）过旧，不受支持</translation>
    </message>
    <message>
        <source>{0} {1} is a part of the app, not a plugin.</source>
        <translation>{0} {1} 是应用的一部分，不是插件。</translation>
    </message>
    <message>
        <source>{0}, {1} GB free</source>
        <translation>{0}，剩余 {1} GB</translation>
    </message>
    <message>
        <source>{0}: to look at it, run: {1}</source>
        <translation>{0}：要查看，请运行：{1}</translation>
    </message>
    <message>
        <source>{0}; its files are in {1}</source>
        <translation>{0}；文件位于 {1}</translation>
    </message>
    <message>
        <source>‘{0}’ cannot be read: {1}.</source>
        <translation>无法读取“{0}”：{1}。</translation>
    </message>
    <message>
        <source>‘{0}’ does not hold all that is needed: there is no fitting wheel of ‘{1}’.</source>
        <translation>“{0}”中缺少所需文件：没有适用的“{1}” wheel 文件。</translation>
    </message>
    <message>
        <source>‘{0}’ has {1} pictures but no class folders: left out, use it for predictions.</source>
        <translation>“{0}”有 {1} 张图片，但没有类别文件夹：已排除，可用于预测。</translation>
    </message>
    <message>
        <source>‘{0}’ has {1} pictures, ‘{2}’ only {3}: the model may prefer the large class. Look at the results per class, and add pictures of the small one.</source>
        <translation>“{0}”有 {1} 张图片，“{2}”只有 {3} 张：模型可能会偏向大类别。请查看各类别的结果，并为小类别补充图片。</translation>
    </message>
    <message>
        <source>‘{0}’ has {1} texts but no class folders: left out, use it for predictions.</source>
        <translation>“{0}”有 {1} 条文本，但没有类别文件夹：已排除，可用于预测。</translation>
    </message>
    <message>
        <source>‘{0}’ has {1} texts, ‘{2}’ only {3}: the model may prefer the large class. Look at the results per class, and add texts of the small one.</source>
        <translation>“{0}”有 {1} 条文本，“{2}”只有 {3} 条：模型可能会偏向大类别。请查看各类别的结果，并为小类别补充文本。</translation>
    </message>
    <message>
        <source>‘{0}’ in ‘{1}’ is neither 0 nor 1</source>
        <translation>“{1}”列中的“{0}”既不是 0 也不是 1</translation>
    </message>
    <message>
        <source>‘{0}’ in ‘{1}’ is no number</source>
        <translation>“{1}”列中的“{0}”不是数字</translation>
    </message>
    <message>
        <source>‘{0}’ is no split</source>
        <translation>“{0}”不是一种划分</translation>
    </message>
    <message>
        <source>‘{0}’ is not a text file.</source>
        <translation>“{0}”不是文本文件。</translation>
    </message>
    <message>
        <source>‘{0}’ is not a wheel: building it would run its code, so only files *.whl are installed.</source>
        <translation>“{0}”不是 wheel 文件：构建它会运行其代码，因此只安装 *.whl 文件。</translation>
    </message>
    <message>
        <source>‘{0}’ is not on this computer, and the app is set to stay offline.</source>
        <translation>“{0}”不在此计算机上，而应用已设为保持离线。</translation>
    </message>
    <message>
        <source>‘{0}’ is not the address of a package index.</source>
        <translation>“{0}”不是软件包索引的地址。</translation>
    </message>
    <message>
        <source>‘{0}’ is not the name of a plugin.</source>
        <translation>“{0}”不是插件名称。</translation>
    </message>
    <message>
        <source>‘{0}’ is not written in {1}: byte {2} does not fit.</source>
        <translation>“{0}”不是用 {1} 编码的：第 {2} 个字节不符。</translation>
    </message>
    <message>
        <source>‘{0}’ was changed since it was opened.</source>
        <translation>“{0}”打开后已被更改。</translation>
    </message>
    <message>
        <source>‘{0}’ was refused: {1}.</source>
        <translation>“{0}”被拒绝：{1}。</translation>
    </message>
</context>
<context>
    <name>ErrorReport</name>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Something went wrong that should not have.</source>
        <translation>出现了意外错误。</translation>
    </message>
    <message>
        <source>Your data and runs are untouched. The report tells the makers of the app or of a plugin what happened.</source>
        <translation>您的数据和训练记录没有受到影响。这份报告可以告诉应用或插件的开发者发生了什么。</translation>
    </message>
</context>
<context>
    <name>ExportCard</name>
    <message>
        <source>A new folder for other programs, with classes, preprocessing, licences and a script to try it.</source>
        <translation>为其他程序新建一个文件夹，内含类别、预处理、许可证和试用脚本。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export the model</source>
        <translation>导出模型</translation>
    </message>
    <message>
        <source>Exported, loaded again and found to compute the same.</source>
        <translation>已导出，重新加载后确认计算结果相同。</translation>
    </message>
    <message>
        <source>Folder in which the new one is made</source>
        <translation>新文件夹所在的文件夹</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Make it in</source>
        <translation>保存位置</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>The run&apos;s own folder</source>
        <translation>训练自己的文件夹</translation>
    </message>
</context>
<context>
    <name>FactsCard</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Fewer, for a quick first try</source>
        <translation>先用少量数据快速试一试</translation>
    </message>
    <message>
        <source>Use at most so many {0}</source>
        <translation>最多使用这么多{0}</translation>
    </message>
    <message>
        <source>{0} to use</source>
        <translation>使用的{0}数量</translation>
    </message>
    <message>
        <source>Worth knowing</source>
        <translation>值得留意</translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message>
        <source>fine</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>有问题</translation>
    </message>
</context>
<context>
    <name>FolderOptions</name>
    <message>
        <source>A folder with config.json, model.safetensors and tokenizer.json.</source>
        <translation>包含 config.json、model.safetensors 和 tokenizer.json 的文件夹。</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Holds one folder per class, named after the class.</source>
        <translation>其中每个类别一个子文件夹，以类别命名。</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>汇聚方式</translation>
    </message>
    <message>
        <source>What the features of a text are made of.</source>
        <translation>文本的特征由什么组成。</translation>
    </message>
</context>
<context>
    <name>FolderWriterOptions</name>
    <message>
        <source>A folder with config.json, model.safetensors and tokenizer.json.</source>
        <translation>包含 config.json、model.safetensors 和 tokenizer.json 的文件夹。</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>FoundObjects</name>
    <message>
        <source>1 object</source>
        <translation>1 个物体</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>什么都没找到</translation>
    </message>
    <message>
        <source>{0} objects</source>
        <translation>{0} 个物体</translation>
    </message>
</context>
<context>
    <name>FreshDecoderOptions</name>
    <message>
        <source>A tokenizer.json of your own, for other languages than English.</source>
        <translation>您自己的 tokenizer.json，用于英语以外的语言。</translation>
    </message>
    <message>
        <source>Blocks, one after the other.</source>
        <translation>依次排列的模块数量。</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Longest text</source>
        <translation>最长文本</translation>
    </message>
    <message>
        <source>Most tokens of a text; longer ones are cut.</source>
        <translation>文本的最多词元数；更长的会被截断。</translation>
    </message>
    <message>
        <source>Numbers that stand for each token. A multiple of 64.</source>
        <translation>表示每个词元的数字个数。64 的倍数。</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>汇聚方式</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>What the features of a text are made of.</source>
        <translation>文本的特征由什么组成。</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
</context>
<context>
    <name>FreshEncoderOptions</name>
    <message>
        <source>A tokenizer.json of your own, for other languages than English.</source>
        <translation>您自己的 tokenizer.json，用于英语以外的语言。</translation>
    </message>
    <message>
        <source>Blocks, one after the other.</source>
        <translation>依次排列的模块数量。</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Longest text</source>
        <translation>最长文本</translation>
    </message>
    <message>
        <source>Most tokens of a text; longer ones are cut.</source>
        <translation>文本的最多词元数；更长的会被截断。</translation>
    </message>
    <message>
        <source>Numbers that stand for each token. A multiple of 64.</source>
        <translation>表示每个词元的数字个数。64 的倍数。</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>汇聚方式</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>What the features of a text are made of.</source>
        <translation>文本的特征由什么组成。</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
</context>
<context>
    <name>FreshWriterOptions</name>
    <message>
        <source>A tokenizer.json of your own. It must be able to write every text it reads, as GPT-2&apos;s.</source>
        <translation>您自己的 tokenizer.json。它必须能写出它读到的任何文本，如 GPT-2 的分词器。</translation>
    </message>
    <message>
        <source>Blocks, one after the other.</source>
        <translation>依次排列的模块数量。</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Longest text</source>
        <translation>最长文本</translation>
    </message>
    <message>
        <source>Most tokens that it looks back at.</source>
        <translation>它回看的最多词元数。</translation>
    </message>
    <message>
        <source>Numbers that stand for each token. A multiple of 64.</source>
        <translation>表示每个词元的数字个数。64 的倍数。</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
</context>
<context>
    <name>GeneratedTexts</name>
    <message>
        <source>After the first epoch, what the model writes stands here.</source>
        <translation>第一轮之后，模型写出的内容会显示在这里。</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Epoch {0}</source>
        <translation>第 {0} 轮</translation>
    </message>
    <message>
        <source>Epoch {0} · best</source>
        <translation>第 {0} 轮 · 最佳</translation>
    </message>
    <message>
        <source>The epoch after</source>
        <translation>下一轮</translation>
    </message>
    <message>
        <source>The epoch before</source>
        <translation>上一轮</translation>
    </message>
    <message>
        <source>The words in bold were given; the finished model wrote the rest.</source>
        <translation>粗体字是给定的开头，其余由训练好的模型写出。</translation>
    </message>
    <message>
        <source>The words in bold were given; the model wrote the rest after epoch {0}.</source>
        <translation>粗体字是给定的开头，其余由第 {0} 轮之后的模型写出。</translation>
    </message>
    <message>
        <source>What it writes</source>
        <translation>它写出的内容</translation>
    </message>
</context>
<context>
    <name>GenerationSettings</name>
    <message>
        <source>Chooses among so many of the likeliest tokens only; 0 among all.</source>
        <translation>只在这么多个最可能的词元中选择；0 表示在全部词元中选择。</translation>
    </message>
    <message>
        <source>Chooses among the likeliest tokens that together have this probability, which leaves out what hardly ever fits; 1 among all.</source>
        <translation>在概率合计达到该值的最可能词元中选择，从而略去几乎从不合适的词元；1 表示在全部词元中选择。</translation>
    </message>
    <message>
        <source>How boldly it chooses: 0 always takes the likeliest token, 1 chooses as it has learned, more surprises more and errs more.</source>
        <translation>选择时有多大胆：0 总是取最可能的词元，1 按所学的概率选择，更大则更出人意料，也更容易出错。</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Start of the choice: the same seed writes the same text again, another one a different text.</source>
        <translation>选择的起点：相同的种子会写出相同的文本，不同的种子写出不同的文本。</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>The text ends after so many tokens (words or parts of words), or earlier where the model ends it.</source>
        <translation>写出这么多词元（词或词的部分）后文本结束；模型也可能更早结束。</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
</context>
<context>
    <name>GoOnButton</name>
    <message>
        <source>A new run that begins with its model and its head, with other settings.</source>
        <translation>从它的模型和分类头开始，换用其他设置，作为一次新的训练。</translation>
    </message>
    <message>
        <source>Continue with changes</source>
        <translation>修改设置后继续</translation>
    </message>
    <message>
        <source>For other data or other classes: a new run that begins with what it has learned.</source>
        <translation>用于其他数据或其他类别：从它学到的内容开始的新运行。</translation>
    </message>
    <message>
        <source>Go on from it</source>
        <translation>在此基础上继续</translation>
    </message>
    <message>
        <source>Some epochs more, from where it ended, as a new run.</source>
        <translation>从结束处再训练若干轮，作为一次新的训练。</translation>
    </message>
    <message>
        <source>Train longer…</source>
        <translation>延长训练…</translation>
    </message>
    <message>
        <source>Use as a backbone</source>
        <translation>用作骨干网络</translation>
    </message>
</context>
<context>
    <name>HealthCheck</name>
    <message>
        <source>1 thing needs attention.</source>
        <translation>有 1 项需要注意。</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>一切正常。</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Check this computer</source>
        <translation>检查本机</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation>正在检查本机…</translation>
    </message>
    <message>
        <source>Looks at Python, PyTorch, the graphics card, the plugins and the folders. Takes a few seconds.</source>
        <translation>检查 Python、PyTorch、显卡、插件和文件夹，需要几秒钟。</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>{0} things need attention.</source>
        <translation>有 {0} 项需要注意。</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>No page speaks of that. Try fewer or other words.</source>
        <translation>没有页面提到它。请用更少或其他词语。</translation>
    </message>
    <message>
        <source>Pages of the help</source>
        <translation>帮助页面</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>搜索帮助</translation>
    </message>
    <message>
        <source>What each task needs, and what the words mean.</source>
        <translation>每种任务需要什么，各个术语是什么意思。</translation>
    </message>
</context>
<context>
    <name>Histogram</name>
    <message>
        <source>Most often, {0} times, between {1} and {2}</source>
        <translation>最常见：{0} 次，介于 {1} 和 {2} 之间</translation>
    </message>
</context>
<context>
    <name>HubOptions</name>
    <message>
        <source>A commit, so that the same files are meant for ever, or a branch or a tag.</source>
        <translation>一个提交（始终指同样的文件），或一个分支、标签。</translation>
    </message>
    <message>
        <source>A version: a tag, a branch or a commit; empty takes the newest.</source>
        <translation>一个版本：标签、分支或提交；留空则使用最新的。</translation>
    </message>
    <message>
        <source>As its page calls it, for instance uoft-cs/cifar10. It is downloaded when it is opened.</source>
        <translation>其页面上的名称，例如 uoft-cs/cifar10。打开时下载。</translation>
    </message>
    <message>
        <source>Column of classes</source>
        <translation>类别列</translation>
    </message>
    <message>
        <source>Column of pictures</source>
        <translation>图片列</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Empty takes the one that holds classes.</source>
        <translation>留空则使用含有类别的那一列。</translation>
    </message>
    <message>
        <source>Empty takes the one that holds pictures.</source>
        <translation>留空则使用含有图片的那一列。</translation>
    </message>
    <message>
        <source>Its name on huggingface.co, for instance answerdotai/ModernBERT-base. It needs a config.json, a tokenizer.json and a model.safetensors there.</source>
        <translation>它在 huggingface.co 上的名称，例如 answerdotai/ModernBERT-base。那里须有 config.json、tokenizer.json 和 model.safetensors。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Numbers are classes</source>
        <translation>数字即类别</translation>
    </message>
    <message>
        <source>Of a dataset that has several; empty takes the usual one.</source>
        <translation>用于有多个配置的数据集；留空则使用常用的那个。</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>汇聚方式</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Takes whole numbers without names as the names of the classes.</source>
        <translation>把没有名称的整数当作类别的名称。</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>What the features of a text are made of.</source>
        <translation>文本的特征由什么组成。</translation>
    </message>
</context>
<context>
    <name>HubTextOptions</name>
    <message>
        <source>A version: a tag, a branch or a commit; empty takes the newest.</source>
        <translation>一个版本：标签、分支或提交；留空则使用最新的。</translation>
    </message>
    <message>
        <source>As its page calls it, for instance uoft-cs/cifar10. It is downloaded when it is opened.</source>
        <translation>其页面上的名称，例如 uoft-cs/cifar10。打开时下载。</translation>
    </message>
    <message>
        <source>Column of classes</source>
        <translation>类别列</translation>
    </message>
    <message>
        <source>Column of texts</source>
        <translation>文本列</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Empty takes the one that holds classes.</source>
        <translation>留空则使用含有类别的那一列。</translation>
    </message>
    <message>
        <source>Empty takes the one that is called so, else the longest.</source>
        <translation>留空则取名称相符的列，否则取最长的列。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Numbers are classes</source>
        <translation>数字即类别</translation>
    </message>
    <message>
        <source>Of a dataset that has several; empty takes the usual one.</source>
        <translation>用于有多个配置的数据集；留空则使用常用的那个。</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Takes whole numbers without names as the names of the classes.</source>
        <translation>把没有名称的整数当作类别的名称。</translation>
    </message>
</context>
<context>
    <name>HubWriterOptions</name>
    <message>
        <source>A commit, so that the same files are meant for ever, or a branch or a tag.</source>
        <translation>一个提交（始终指同样的文件），或一个分支、标签。</translation>
    </message>
    <message>
        <source>Its name on huggingface.co, for instance openai-community/gpt2-medium. It needs a config.json, a tokenizer.json and a model.safetensors there.</source>
        <translation>它在 huggingface.co 上的名称，例如 openai-community/gpt2-medium。那里须有 config.json、tokenizer.json 和 model.safetensors。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
</context>
<context>
    <name>InlineMessage</name>
    <message>
        <source>Dismiss</source>
        <translation>忽略</translation>
    </message>
</context>
<context>
    <name>InstallCard</name>
    <message>
        <source>1 plugin has “{1}” in its name.</source>
        <translation>1 个插件的名称包含“{1}”。</translation>
    </message>
    <message>
        <source>1 plugin is on the index.</source>
        <translation>索引中有 1 个插件。</translation>
    </message>
    <message>
        <source>Asks the package index for plugins with these words in their names</source>
        <translation>在软件包索引中查找名称包含这些词的插件</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose a folder that holds wheels</source>
        <translation>选择包含 wheel 文件的文件夹</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Choose a wheel…</source>
        <translation>选择 wheel 文件…</translation>
    </message>
    <message>
        <source>Close the list</source>
        <translation>关闭列表</translation>
    </message>
    <message>
        <source>Drop a wheel here</source>
        <translation>将 wheel 文件拖到这里</translation>
    </message>
    <message>
        <source>Install a plugin</source>
        <translation>安装插件</translation>
    </message>
    <message>
        <source>Install {0}</source>
        <translation>安装 {0}</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>已安装</translation>
    </message>
    <message>
        <source>Install…</source>
        <translation>安装…</translation>
    </message>
    <message>
        <source>Name, or path of a wheel or folder</source>
        <translation>名称，或 wheel 文件、文件夹的路径</translation>
    </message>
    <message>
        <source>No plugin on the index has “{0}” in its name.</source>
        <translation>索引中没有名称包含“{0}”的插件。</translation>
    </message>
    <message>
        <source>Plugins on the index</source>
        <translation>索引中的插件</translation>
    </message>
    <message>
        <source>Search the index</source>
        <translation>搜索索引</translation>
    </message>
    <message>
        <source>There is no plugin on the index.</source>
        <translation>索引中没有插件。</translation>
    </message>
    <message>
        <source>Wheels (*.whl)</source>
        <translation>Wheel 文件 (*.whl)</translation>
    </message>
    <message>
        <source>You see all that would come before anything is installed.</source>
        <translation>安装之前，您会先看到将要安装的全部内容。</translation>
    </message>
    <message>
        <source>desktop-tl-…</source>
        <translation>desktop-tl-…</translation>
    </message>
    <message>
        <source>or a folder that holds wheels</source>
        <translation>或包含 wheel 文件的文件夹</translation>
    </message>
    <message>
        <source>{0} more: type more of the name.</source>
        <translation>还有 {0} 个：请输入更完整的名称。</translation>
    </message>
    <message>
        <source>{0} plugins are on the index.</source>
        <translation>索引中有 {0} 个插件。</translation>
    </message>
    <message>
        <source>{0} plugins have “{1}” in their names.</source>
        <translation>{0} 个插件的名称包含“{1}”。</translation>
    </message>
</context>
<context>
    <name>LabelResults</name>
    <message>
        <source>+ is wrongly said, − is missing; the surest mistakes first.</source>
        <translation>+ 为误判，− 为遗漏；最确信的错误排在最前。</translation>
    </message>
    <message>
        <source>All labels right</source>
        <translation>标签全对</translation>
    </message>
    <message>
        <source>All mistakes</source>
        <translation>全部错误</translation>
    </message>
    <message>
        <source>Average precision</source>
        <translation>平均精度</translation>
    </message>
    <message>
        <source>Every {0} has its right labels.</source>
        <translation>每个{0}的标签都正确。</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>F1: how many are found and how many of those are right, in one number. Press one for its mistakes.</source>
        <translation>F1：用一个数表示找到了多少，以及其中有多少是对的。点按一项可查看它的错误。</translation>
    </message>
    <message>
        <source>Found (recall)</source>
        <translation>找到（召回率）</translation>
    </message>
    <message>
        <source>Have it</source>
        <translation>具有</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Label by label</source>
        <translation>逐个标签</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Mistakes</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Mistakes with ‘{0}’</source>
        <translation>“{0}”的错误</translation>
    </message>
    <message>
        <source>Part of those measured on that got exactly their labels.</source>
        <translation>评估样本中标签完全正确的比例。</translation>
    </message>
    <message>
        <source>Reliable (precision)</source>
        <translation>可信（精确率）</translation>
    </message>
    <message>
        <source>The worst mistakes</source>
        <translation>最严重的错误</translation>
    </message>
    <message>
        <source>There is no mistake with this label.</source>
        <translation>这个标签没有错误。</translation>
    </message>
    <message>
        <source>average precision {0}</source>
        <translation>平均精度 {0}</translation>
    </message>
    <message>
        <source>part of those called so that really have it.</source>
        <translation>被如此判定的样本中确实具有它的比例。</translation>
    </message>
    <message>
        <source>part of those that is found.</source>
        <translation>其中被找到的比例。</translation>
    </message>
    <message>
        <source>so many of those measured on have the label.</source>
        <translation>评估样本中具有该标签的数量。</translation>
    </message>
    <message>
        <source>the harmonic mean of both.</source>
        <translation>两者的调和平均。</translation>
    </message>
    <message>
        <source>the same without a threshold: how well those that have it come before the others.</source>
        <translation>不设阈值的同类指标：具有该标签的样本排在其他样本之前的程度。</translation>
    </message>
</context>
<context>
    <name>LabelTableOptions</name>
    <message>
        <source>A CSV, TSV, JSON Lines or Parquet file with a row for each picture.</source>
        <translation>CSV、TSV、JSON Lines 或 Parquet 文件，每张图片一行。</translation>
    </message>
    <message>
        <source>Column of pictures</source>
        <translation>图片列</translation>
    </message>
    <message>
        <source>Column of the split</source>
        <translation>划分列</translation>
    </message>
    <message>
        <source>Columns of labels</source>
        <translation>标签列</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Empty takes UTF-8, or UTF-16 where the file says so. Old files may need cp1252 or gb18030.</source>
        <translation>留空则为 UTF-8，文件注明时为 UTF-16。旧文件可能需要 cp1252 或 gb18030。</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Ending</source>
        <translation>扩展名</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Folder of the pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>Holds the paths of the pictures. Empty takes the one with names of picture files.</source>
        <translation>包含图片路径的列。留空则采用含有图片文件名的列。</translation>
    </message>
    <message>
        <source>Is added to each name, for instance .jpg, where the table names the pictures without it.</source>
        <translation>表格中的图片名没有扩展名时，附加在每个名称之后，例如 .jpg。</translation>
    </message>
    <message>
        <source>Quotes enclose texts</source>
        <translation>引号括住文本</translation>
    </message>
    <message>
        <source>Says of each row whether it is for train, validation or test. Empty takes one called split, if there is one.</source>
        <translation>说明每一行用于训练、验证还是测试。留空则取名为 split 的列（如果有）。</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Several columns of 0 and 1, separated by commas, each called as its label; or one column that holds all labels of a picture. Empty looks for them.</source>
        <translation>多个 0 和 1 的列，用逗号隔开，列名即标签；或一个包含图片全部标签的列。留空则自动查找。</translation>
    </message>
    <message>
        <source>Switch it off for a CSV or TSV file in which the sign &quot; is a part of the texts.</source>
        <translation>如果 CSV 或 TSV 文件中的引号 &quot; 是文本的一部分，请关闭。</translation>
    </message>
    <message>
        <source>What stands between two columns of a CSV file. Automatic looks at its first rows.</source>
        <translation>CSV 文件中两列之间的符号。自动则查看前几行来判断。</translation>
    </message>
    <message>
        <source>What stands between two labels in one column. Automatic takes ; or | or a comma, whichever is there.</source>
        <translation>同一列中两个标签之间的符号。自动会采用出现的 ;、| 或逗号。</translation>
    </message>
    <message>
        <source>Where the paths begin. Empty takes the folder of the table.</source>
        <translation>路径的起点。留空则为表格所在的文件夹。</translation>
    </message>
</context>
<context>
    <name>LicencesDialog</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
</context>
<context>
    <name>LocalOptions</name>
    <message>
        <source>A folder written by save_to_disk, an Arrow or Parquet file, or a folder of Parquet files.</source>
        <translation>由 save_to_disk 写入的文件夹、Arrow 或 Parquet 文件，或包含 Parquet 文件的文件夹。</translation>
    </message>
    <message>
        <source>Column of classes</source>
        <translation>类别列</translation>
    </message>
    <message>
        <source>Column of pictures</source>
        <translation>图片列</translation>
    </message>
    <message>
        <source>Empty takes the one that holds classes.</source>
        <translation>留空则使用含有类别的那一列。</translation>
    </message>
    <message>
        <source>Empty takes the one that holds pictures.</source>
        <translation>留空则使用含有图片的那一列。</translation>
    </message>
    <message>
        <source>Folder or file</source>
        <translation>文件夹或文件</translation>
    </message>
    <message>
        <source>Numbers are classes</source>
        <translation>数字即类别</translation>
    </message>
    <message>
        <source>Takes whole numbers without names as the names of the classes.</source>
        <translation>把没有名称的整数当作类别的名称。</translation>
    </message>
</context>
<context>
    <name>LocalTextOptions</name>
    <message>
        <source>A folder written by save_to_disk, an Arrow or Parquet file, or a folder of Parquet files.</source>
        <translation>由 save_to_disk 写入的文件夹、Arrow 或 Parquet 文件，或包含 Parquet 文件的文件夹。</translation>
    </message>
    <message>
        <source>Column of classes</source>
        <translation>类别列</translation>
    </message>
    <message>
        <source>Column of texts</source>
        <translation>文本列</translation>
    </message>
    <message>
        <source>Empty takes the one that holds classes.</source>
        <translation>留空则使用含有类别的那一列。</translation>
    </message>
    <message>
        <source>Empty takes the one that is called so, else the longest.</source>
        <translation>留空则取名称相符的列，否则取最长的列。</translation>
    </message>
    <message>
        <source>Folder or file</source>
        <translation>文件夹或文件</translation>
    </message>
    <message>
        <source>Numbers are classes</source>
        <translation>数字即类别</translation>
    </message>
    <message>
        <source>Takes whole numbers without names as the names of the classes.</source>
        <translation>把没有名称的整数当作类别的名称。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Desktop TL – stopping the training…</source>
        <translation>Desktop TL – 正在停止训练…</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation>打开其页面</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>停止并退出</translation>
    </message>
    <message>
        <source>Stop the training and quit?</source>
        <translation>停止训练并退出吗？</translation>
    </message>
    <message>
        <source>Training is running</source>
        <translation>训练正在进行</translation>
    </message>
    <message>
        <source>Version {0} of Desktop TL is there.</source>
        <translation>Desktop TL 版本 {0} 已发布。</translation>
    </message>
    <message>
        <source>What it has learned so far is saved and can be opened from Runs.</source>
        <translation>已经学到的内容会保存下来，可在“训练记录”中打开。</translation>
    </message>
</context>
<context>
    <name>MistakesCard</name>
    <message>
        <source>All mistakes</source>
        <translation>全部错误</translation>
    </message>
    <message>
        <source>Mistakes</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>The surest ones first; open one to see it large.</source>
        <translation>把握最大的错误排在最前；打开可放大查看。</translation>
    </message>
    <message>
        <source>The worst mistakes</source>
        <translation>最严重的错误</translation>
    </message>
    <message>
        <source>Not one {0} was called wrong.</source>
        <translation>没有一个{0}判断错误。</translation>
    </message>
    <message>
        <source>There is no such {0}.</source>
        <translation>没有这样的{0}。</translation>
    </message>
    <message>
        <source>‘{0}’ recognised</source>
        <translation>“{0}”识别正确</translation>
    </message>
    <message>
        <source>‘{0}’ taken for ‘{1}’</source>
        <translation>“{0}”误认作“{1}”</translation>
    </message>
</context>
<context>
    <name>MlflowOptions</name>
    <message>
        <source>Address of an MLflow server, such as http://localhost:5000; used instead of a folder.</source>
        <translation>MLflow 服务器的地址，例如 http://localhost:5000；用它代替文件夹。</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Holds the database mlflow.db and the artifacts of all runs. Empty takes a folder of the app.</source>
        <translation>存放数据库 mlflow.db 以及所有训练的文件。留空则使用应用的文件夹。</translation>
    </message>
    <message>
        <source>How many validation pictures are kept at the end, mistakes first.</source>
        <translation>结束时保留多少张验证图片，错误的排在前面。</translation>
    </message>
    <message>
        <source>Name of the MLflow experiment in which the runs are collected.</source>
        <translation>收集这些训练的 MLflow 实验的名称。</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
</context>
<context>
    <name>ModelChoice</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The run whose model is asked.</source>
        <translation>使用哪次训练得到的模型。</translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <source>Backbones come from plugins, and none that offers any is ready. The Plugins page tells why.</source>
        <translation>骨干网络由插件提供，而目前没有可用的此类插件。“插件”页说明了原因。</translation>
    </message>
    <message>
        <source>Choose another backbone.</source>
        <translation>请选择其他骨干网络。</translation>
    </message>
    <message>
        <source>Choose the network that the training starts from.</source>
        <translation>选择训练所用的起始网络。</translation>
    </message>
    <message>
        <source>Continue to Train</source>
        <translation>下一步：训练</translation>
    </message>
    <message>
        <source>Cut into tokens by the tokenizer that it was trained with</source>
        <translation>由训练时所用的分词器切分成词元</translation>
    </message>
    <message>
        <source>Every picture is brought to this size before the network sees it.</source>
        <translation>每张图片在送入网络前都会调整到这个尺寸。</translation>
    </message>
    <message>
        <source>Its weights are downloaded when training begins.</source>
        <translation>训练开始时会下载它的权重。</translation>
    </message>
    <message>
        <source>Its weights are downloaded when training begins: {0}.</source>
        <translation>训练开始时会下载它的权重：{0}。</translation>
    </message>
    <message>
        <source>Its weights are on this computer.</source>
        <translation>它的权重已在本机。</translation>
    </message>
    <message>
        <source>Its weights come with the package {0}, which is not installed.</source>
        <translation>它的权重包含在软件包 {0} 中，该软件包尚未安装。</translation>
    </message>
    <message>
        <source>Longer side to {size} ({how}), the rest of {size} × {size} filled up</source>
        <translation>长边缩放到 {size}（{how}），{size} × {size} 的其余部分填满</translation>
    </message>
    <message>
        <source>Looking for its weights…</source>
        <translation>正在查找它的权重…</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Multiplications with additions for one picture; more take longer.</source>
        <translation>处理一张图片所需的乘加运算次数；越多越慢。</translation>
    </message>
    <message>
        <source>Multiplications with additions for one text of this length; more take longer.</source>
        <translation>处理一条这样长度的文本所需的乘加运算次数；越多越慢。</translation>
    </message>
    <message>
        <source>None of the backbones that are here takes {0}. Plugins bring more of them.</source>
        <translation>现有的骨干网络都不接受{0}。可通过插件获得更多骨干网络。</translation>
    </message>
    <message>
        <source>Open Plugins</source>
        <translation>打开“插件”</translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation>图片尺寸</translation>
    </message>
    <message>
        <source>Recommended to begin with.</source>
        <translation>推荐入门使用。</translation>
    </message>
    <message>
        <source>Recommended to begin with: small, quick on any computer, and its weights are already here.</source>
        <translation>推荐入门使用：体积小，在任何电脑上都很快，而且权重已在本机。</translation>
    </message>
    <message>
        <source>Resized to {size} × {size} ({how})</source>
        <translation>缩放到 {size} × {size}（{how}）</translation>
    </message>
    <message>
        <source>Shorter side to {resize} ({how}), {size} × {size} from the middle</source>
        <translation>短边缩放到 {resize}（{how}），从中央截取 {size} × {size}</translation>
    </message>
    <message>
        <source>Text length</source>
        <translation>文本长度</translation>
    </message>
    <message>
        <source>There are no pretrained weights for it: it can only be trained from scratch.</source>
        <translation>它没有预训练权重：只能从零开始训练。</translation>
    </message>
    <message>
        <source>There is no backbone to choose</source>
        <translation>没有可选的骨干网络</translation>
    </message>
    <message>
        <source>Tokens are words and parts of words. What is longer is cut; the length can be changed in the settings of the training.</source>
        <translation>词元是词或词的一部分。超出的部分会被截断；长度可在训练设置中更改。</translation>
    </message>
    <message>
        <source>What is done to every picture.</source>
        <translation>对每张图片所做的处理。</translation>
    </message>
    <message>
        <source>What is done to every text.</source>
        <translation>对每条文本所做的处理。</translation>
    </message>
    <message>
        <source>Work for a picture</source>
        <translation>单张计算量</translation>
    </message>
    <message>
        <source>Work for a text</source>
        <translation>单条计算量</translation>
    </message>
    <message>
        <source>download</source>
        <translation>需下载</translation>
    </message>
    <message>
        <source>here</source>
        <translation>已在本机</translation>
    </message>
    <message>
        <source>mean {mean} · std {std}</source>
        <translation>均值 {mean} · 标准差 {std}</translation>
    </message>
    <message>
        <source>no weights</source>
        <translation>无权重</translation>
    </message>
    <message>
        <source>to install</source>
        <translation>需安装</translation>
    </message>
    <message>
        <source>{0} operations</source>
        <translation>{0} 次运算</translation>
    </message>
    <message>
        <source>{0} parameters</source>
        <translation>{0} 参数</translation>
    </message>
    <message>
        <source>{0} tokens</source>
        <translation>{0} 个词元</translation>
    </message>
    <message>
        <source>{0} × {0} pixels</source>
        <translation>{0} × {0} 像素</translation>
    </message>
    <message>
        <source>{0}, no other size</source>
        <translation>{0}，不支持其他尺寸</translation>
    </message>
    <message>
        <source>{0}; {1} at most</source>
        <translation>{0}；最多 {1} 个</translation>
    </message>
</context>
<context>
    <name>NumberEditor</name>
    <message>
        <source>Arrow keys change the value.</source>
        <translation>可用方向键调整数值。</translation>
    </message>
</context>
<context>
    <name>ObjectList</name>
    <message>
        <source>How sure the model must be for an object to be shown. It begins where there were the fewest mistakes.</source>
        <translation>模型要有多大把握才显示物体。起始值是错误最少的地方。</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>物体</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Show from</source>
        <translation>显示下限</translation>
    </message>
    <message>
        <source>Show objects from this certainty on</source>
        <translation>从这个把握程度起显示物体</translation>
    </message>
    <message>
        <source>{0} × {1} pixels at {2}, {3}</source>
        <translation>{0} × {1} 像素，位于 {2}, {3}</translation>
    </message>
</context>
<context>
    <name>ObserverRow</name>
    <message>
        <source>Every run: {0}</source>
        <translation>每次训练：{0}</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Options of {0}</source>
        <translation>{0} 的选项</translation>
    </message>
</context>
<context>
    <name>ObserverSettings</name>
    <message>
        <source>These write down what happens in every new run, for other tools. The result does not change.</source>
        <translation>它们为其他工具记录每次新训练中发生的事。结果不会因此改变。</translation>
    </message>
    <message>
        <source>Watch runs</source>
        <translation>旁观训练</translation>
    </message>
</context>
<context>
    <name>OpeningMessage</name>
    <message>
        <source>Hide the list</source>
        <translation>隐藏列表</translation>
    </message>
    <message>
        <source>Show which</source>
        <translation>查看是哪些</translation>
    </message>
    <message>
        <source>… and {0} more</source>
        <translation>… 另有 {0} 项</translation>
    </message>
</context>
<context>
    <name>OptionsForm</name>
    <message>
        <source>All settings ({0} more)</source>
        <translation>全部设置（还有 {0} 项）</translation>
    </message>
    <message>
        <source>Apple GPU</source>
        <translation>Apple GPU</translation>
    </message>
    <message>
        <source>As the computer</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Fewer settings</source>
        <translation>收起部分设置</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>轻度</translation>
    </message>
    <message>
        <source>Adafactor</source>
        <translation>Adafactor</translation>
    </message>
    <message>
        <source>1</source>
        <translation>1</translation>
    </message>
    <message>
        <source>16</source>
        <translation>16</translation>
    </message>
    <message>
        <source>2</source>
        <translation>2</translation>
    </message>
    <message>
        <source>2,048 parts of English words, and bytes</source>
        <translation>2,048 个英文词片段，以及字节</translation>
    </message>
    <message>
        <source>4</source>
        <translation>4</translation>
    </message>
    <message>
        <source>8</source>
        <translation>8</translation>
    </message>
    <message>
        <source>A folder of the app</source>
        <translation>应用的文件夹</translation>
    </message>
    <message>
        <source>Adagrad</source>
        <translation>Adagrad</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>As is usual for the model</source>
        <translation>按模型的惯例</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>BERT&apos;s for English</source>
        <translation>BERT 的英文分词器</translation>
    </message>
    <message>
        <source>Blank</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Blend two (MixUp)</source>
        <translation>两图混合 (MixUp)</translation>
    </message>
    <message>
        <source>Both in turn</source>
        <translation>两者轮流</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>Count small ones more</source>
        <translation>提高小类别的权重</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Half (bf16)</source>
        <translation>半精度 (bf16)</translation>
    </message>
    <message>
        <source>Half (fp16)</source>
        <translation>半精度 (fp16)</translation>
    </message>
    <message>
        <source>In steps</source>
        <translation>阶梯下降</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Must be a multiple of {multiple_of}.</source>
        <translation>必须是 {multiple_of} 的倍数。</translation>
    </message>
    <message>
        <source>Must be at least {ge}.</source>
        <translation>不能小于 {ge}。</translation>
    </message>
    <message>
        <source>Must be at most {le}.</source>
        <translation>不能大于 {le}。</translation>
    </message>
    <message>
        <source>Must be less than {lt}.</source>
        <translation>必须小于 {lt}。</translation>
    </message>
    <message>
        <source>Must be more than {gt}.</source>
        <translation>必须大于 {gt}。</translation>
    </message>
    <message>
        <source>NAdam</source>
        <translation>NAdam</translation>
    </message>
    <message>
        <source>NVIDIA or AMD GPU</source>
        <translation>NVIDIA 或 AMD GPU</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>None chosen</source>
        <translation>未选择</translation>
    </message>
    <message>
        <source>None, only threads</source>
        <translation>无，仅用线程</translation>
    </message>
    <message>
        <source>One-cycle</source>
        <translation>单周期 (One-cycle)</translation>
    </message>
    <message>
        <source>Paste a part (CutMix)</source>
        <translation>局部粘贴 (CutMix)</translation>
    </message>
    <message>
        <source>Please choose a path.</source>
        <translation>请选择路径。</translation>
    </message>
    <message>
        <source>Please enter a number, such as 0.001 or 1e-3.</source>
        <translation>请输入数字，例如 0.001 或 1e-3。</translation>
    </message>
    <message>
        <source>Please enter a whole number.</source>
        <translation>请输入整数。</translation>
    </message>
    <message>
        <source>Please fill this in.</source>
        <translation>请填写此项。</translation>
    </message>
    <message>
        <source>RAdam</source>
        <translation>RAdam</translation>
    </message>
    <message>
        <source>RMSprop</source>
        <translation>RMSprop</translation>
    </message>
    <message>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>Show small ones more often</source>
        <translation>更多地展示小类别</translation>
    </message>
    <message>
        <source>Single (fp32)</source>
        <translation>单精度 (fp32)</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>强</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>The app&apos;s own folder</source>
        <translation>应用自己的文件夹</translation>
    </message>
    <message>
        <source>The first token</source>
        <translation>第一个词元</translation>
    </message>
    <message>
        <source>The last token</source>
        <translation>最后一个词元</translation>
    </message>
    <message>
        <source>The mean of all tokens</source>
        <translation>所有词元的平均</translation>
    </message>
    <message>
        <source>The run&apos;s own folder</source>
        <translation>训练自己的文件夹</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>没有这个文件。</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>没有这个文件夹。</translation>
    </message>
    <message>
        <source>There is nothing to set here.</source>
        <translation>这里没有可设置的内容。</translation>
    </message>
    <message>
        <source>Vertical bar</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>简体中文</source>
        <translation>简体中文</translation>
    </message>
</context>
<context>
    <name>OutcomeMessage</name>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续训练</translation>
    </message>
</context>
<context>
    <name>PathEditor</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
</context>
<context>
    <name>PhaseCard</name>
    <message>
        <source>Stopping; what was learned is being saved…</source>
        <translation>正在停止；正在保存已学到的内容…</translation>
    </message>
    <message>
        <source>{0} to learn from · {1} kept back</source>
        <translation>{0}用于学习 · {1} 留作验证</translation>
    </message>
</context>
<context>
    <name>PluginQuestion</name>
    <message>
        <source>A plugin is code that runs with your rights.</source>
        <translation>插件是以您的权限运行的代码。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>安装</translation>
    </message>
    <message>
        <source>It can read, change and send whatever you can. Install only what you trust.</source>
        <translation>它可以读取、更改和发送您能访问的一切。请只安装您信任的内容。</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>软件包</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Stays as it is: {0} and {1} more.</source>
        <translation>保持不变：{0} 等，另有 {1} 个。</translation>
    </message>
    <message>
        <source>Stays as it is: {0}.</source>
        <translation>保持不变：{0}。</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>将要更改的内容</translation>
    </message>
    <message>
        <source>Your runs stay. Those that were trained with it need it again to be used.</source>
        <translation>您的运行会保留。用它训练的运行再次使用时仍需要它。</translation>
    </message>
    <message>
        <source>is removed</source>
        <translation>将移除</translation>
    </message>
    <message>
        <source>needed by a plugin</source>
        <translation>插件所需</translation>
    </message>
    <message>
        <source>plugin</source>
        <translation>插件</translation>
    </message>
</context>
<context>
    <name>PluginRow</name>
    <message>
        <source>After a restart</source>
        <translation>重新启动后</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>隐藏详情</translation>
    </message>
    <message>
        <source>Hide names</source>
        <translation>隐藏名称</translation>
    </message>
    <message>
        <source>Load it again when the app is started next time</source>
        <translation>下次启动应用时重新加载</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>移除 {0}</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>已移除</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Report on {0}</source>
        <translation>关于 {0} 的报告</translation>
    </message>
    <message>
        <source>Show names</source>
        <translation>显示名称</translation>
    </message>
    <message>
        <source>Takes effect when Desktop TL is started again.</source>
        <translation>重新启动 Desktop TL 后生效。</translation>
    </message>
    <message>
        <source>Try once more</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Update {0}</source>
        <translation>更新 {0}</translation>
    </message>
    <message>
        <source>Update…</source>
        <translation>更新…</translation>
    </message>
    <message>
        <source>Use {0}</source>
        <translation>使用 {0}</translation>
    </message>
    <message>
        <source>Whether it is loaded when the app starts</source>
        <translation>应用启动时是否加载它</translation>
    </message>
</context>
<context>
    <name>PluginWords</name>
    <message>
        <source>1 backbone</source>
        <translation>1 个骨干网络</translation>
    </message>
    <message>
        <source>1 dataset</source>
        <translation>1 个数据集</translation>
    </message>
    <message>
        <source>1 exporter</source>
        <translation>1 个导出器</translation>
    </message>
    <message>
        <source>1 observer</source>
        <translation>1 个旁观器</translation>
    </message>
    <message>
        <source>1 task</source>
        <translation>1 个任务</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>Every start of the app waits for it.</source>
        <translation>应用每次启动都要等待它。</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Get the plugin…</source>
        <translation>获取插件…</translation>
    </message>
    <message>
        <source>Go back to the plugins before the last change?</source>
        <translation>恢复到上次更改之前的插件？</translation>
    </message>
    <message>
        <source>How much is to be downloaded, the index does not say.</source>
        <translation>索引未说明需要下载多少。</translation>
    </message>
    <message>
        <source>Inspecting the wheels</source>
        <translation>正在检查 wheel 文件</translation>
    </message>
    <message>
        <source>Install {0} plugins?</source>
        <translation>安装 {0} 个插件？</translation>
    </message>
    <message>
        <source>Install {0}?</source>
        <translation>安装 {0}？</translation>
    </message>
    <message>
        <source>Installed: {0}.</source>
        <translation>已安装：{0}。</translation>
    </message>
    <message>
        <source>It imports PyTorch while the app starts.</source>
        <translation>它在应用启动时就导入了 PyTorch。</translation>
    </message>
    <message>
        <source>It takes {0} to load.</source>
        <translation>加载它需要 {0}。</translation>
    </message>
    <message>
        <source>It uses what a coming version of Desktop TL takes away.</source>
        <translation>它使用了 Desktop TL 的后续版本将取消的功能。</translation>
    </message>
    <message>
        <source>It works for now. Update it before the app, or send the report to its author.</source>
        <translation>目前仍可使用。请在更新应用之前先更新它，或把报告发送给其作者。</translation>
    </message>
    <message>
        <source>Its results stay; to use or resume it, install the plugin again.</source>
        <translation>其结果会保留；要使用或继续它，请重新安装该插件。</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未加载</translation>
    </message>
    <message>
        <source>Looking what is needed</source>
        <translation>正在确定所需内容</translation>
    </message>
    <message>
        <source>Nothing is to be downloaded.</source>
        <translation>无需下载。</translation>
    </message>
    <message>
        <source>Open Plugins</source>
        <translation>打开“插件”</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>Remove {0} plugins?</source>
        <translation>移除 {0} 个插件？</translation>
    </message>
    <message>
        <source>Remove {0}?</source>
        <translation>移除 {0}？</translation>
    </message>
    <message>
        <source>Removed: {0}.</source>
        <translation>已移除：{0}。</translation>
    </message>
    <message>
        <source>Switching over</source>
        <translation>正在切换</translation>
    </message>
    <message>
        <source>That costs every start some seconds. Its author can move the import into the functions that need it.</source>
        <translation>这会使每次启动多花几秒。插件作者可以把导入语句移到真正需要它的函数里。</translation>
    </message>
    <message>
        <source>The Plugins page enables it.</source>
        <translation>可在“插件”页面启用它。</translation>
    </message>
    <message>
        <source>The Plugins page tells why.</source>
        <translation>“插件”页面会说明原因。</translation>
    </message>
    <message>
        <source>The backbone “{0}” of this run comes from the plugin {1}, which is not installed.</source>
        <translation>此运行的骨干网络“{0}”来自插件 {1}，该插件未安装。</translation>
    </message>
    <message>
        <source>The data “{0}” of this run comes from the plugin {1}, which is not installed.</source>
        <translation>此运行的数据“{0}”来自插件 {1}，该插件未安装。</translation>
    </message>
    <message>
        <source>The task “{0}” of this run comes from the plugin {1}, which is not installed.</source>
        <translation>此运行的任务“{0}”来自插件 {1}，该插件未安装。</translation>
    </message>
    <message>
        <source>Then no third-party plugin is installed.</source>
        <translation>之后将没有安装任何第三方插件。</translation>
    </message>
    <message>
        <source>Then these are installed: {0}.</source>
        <translation>之后安装的是：{0}。</translation>
    </message>
    <message>
        <source>This run needs the plugin {0}, which is disabled.</source>
        <translation>此运行需要插件 {0}，该插件已停用。</translation>
    </message>
    <message>
        <source>This run needs the plugin {0}, which is not ready.</source>
        <translation>此运行需要插件 {0}，该插件尚未就绪。</translation>
    </message>
    <message>
        <source>Trying the plugins in a process of their own</source>
        <translation>正在独立进程中试用插件</translation>
    </message>
    <message>
        <source>Unpacking</source>
        <translation>正在解包</translation>
    </message>
    <message>
        <source>Update what the plugins need?</source>
        <translation>更新插件所需的内容？</translation>
    </message>
    <message>
        <source>Update {0} plugins?</source>
        <translation>更新 {0} 个插件？</translation>
    </message>
    <message>
        <source>Update {0}?</source>
        <translation>更新 {0}？</translation>
    </message>
    <message>
        <source>Updated: {0}.</source>
        <translation>已更新：{0}。</translation>
    </message>
    <message>
        <source>Version {0}</source>
        <translation>版本 {0}</translation>
    </message>
    <message>
        <source>Went back to no plugin at all.</source>
        <translation>已恢复到没有任何第三方插件的状态。</translation>
    </message>
    <message>
        <source>Went back. Installed are now: {0}.</source>
        <translation>已恢复。现在安装的是：{0}。</translation>
    </message>
    <message>
        <source>author unknown</source>
        <translation>作者未知</translation>
    </message>
    <message>
        <source>by {0}</source>
        <translation>作者：{0}</translation>
    </message>
    <message>
        <source>loaded in {0}</source>
        <translation>加载用时 {0}</translation>
    </message>
    <message>
        <source>part of Desktop TL</source>
        <translation>Desktop TL 自带</translation>
    </message>
    <message>
        <source>{0} are to be downloaded.</source>
        <translation>需要下载 {0}。</translation>
    </message>
    <message>
        <source>{0} backbones</source>
        <translation>{0} 个骨干网络</translation>
    </message>
    <message>
        <source>{0} datasets</source>
        <translation>{0} 个数据集</translation>
    </message>
    <message>
        <source>{0} exporters</source>
        <translation>{0} 个导出器</translation>
    </message>
    <message>
        <source>{0} observers</source>
        <translation>{0} 个旁观器</translation>
    </message>
    <message>
        <source>{0} tasks</source>
        <translation>{0} 个任务</translation>
    </message>
</context>
<context>
    <name>PluginsPage</name>
    <message>
        <source>, 1 needs attention</source>
        <translation>，1 个需要注意</translation>
    </message>
    <message>
        <source>, {0} need attention</source>
        <translation>，{0} 个需要注意</translation>
    </message>
    <message>
        <source>1 change takes effect when you start Desktop TL again.</source>
        <translation>1 项更改将在重新启动 Desktop TL 后生效。</translation>
    </message>
    <message>
        <source>1 plugin is ready</source>
        <translation>1 个插件可用</translation>
    </message>
    <message>
        <source>All others are left out until you start normally. They can be removed or disabled here.</source>
        <translation>正常启动之前，其他插件都不会加载。可以在这里移除或停用它们。</translation>
    </message>
    <message>
        <source>Asking the package index</source>
        <translation>正在查询软件包索引</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>已取消。没有任何更改。</translation>
    </message>
    <message>
        <source>Changing the plugins</source>
        <translation>正在更改插件</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Install them anew…</source>
        <translation>重新安装…</translation>
    </message>
    <message>
        <source>Installed plugins</source>
        <translation>已安装的插件</translation>
    </message>
    <message>
        <source>It can be used at once.</source>
        <translation>可以立即使用。</translation>
    </message>
    <message>
        <source>It is installed, and used when Desktop TL is started again.</source>
        <translation>已安装，重新启动 Desktop TL 后使用。</translation>
    </message>
    <message>
        <source>It is removed, and gone when Desktop TL is started again.</source>
        <translation>已移除，重新启动 Desktop TL 后消失。</translation>
    </message>
    <message>
        <source>It is used when Desktop TL is started again, since it is slow to load: {0}.</source>
        <translation>由于加载较慢，重新启动 Desktop TL 后才会使用：{0}。</translation>
    </message>
    <message>
        <source>It is used when Desktop TL is started normally.</source>
        <translation>正常启动 Desktop TL 后使用。</translation>
    </message>
    <message>
        <source>It takes effect when Desktop TL is started again, since it is in use: {0}.</source>
        <translation>由于正在使用，重新启动 Desktop TL 后生效：{0}。</translation>
    </message>
    <message>
        <source>NAME-OF-THE-PLUGIN</source>
        <translation>插件名称</translation>
    </message>
    <message>
        <source>Plugins bring backbones, datasets, tasks, observers and exporters; each is an ordinary Python package. This command, in a terminal, begins one that works as it is; its README tells the rest.</source>
        <translation>插件提供骨干网络、数据集、任务、观察器和导出器；每个插件都是普通的 Python 软件包。在终端中运行此命令即可新建一个可直接运行的插件；其余内容请见它的 README。</translation>
    </message>
    <message>
        <source>Preparing the change</source>
        <translation>正在准备更改</translation>
    </message>
    <message>
        <source>Restart now</source>
        <translation>立即重新启动</translation>
    </message>
    <message>
        <source>Safe mode is on: only the plugins that are part of Desktop TL were started.</source>
        <translation>安全模式已开启：只启动了 Desktop TL 自带的插件。</translation>
    </message>
    <message>
        <source>Searching the index</source>
        <translation>正在搜索索引</translation>
    </message>
    <message>
        <source>Start normally</source>
        <translation>正常启动</translation>
    </message>
    <message>
        <source>Takes the last change back.</source>
        <translation>撤销上次更改。</translation>
    </message>
    <message>
        <source>The list below tells what is wrong with it.</source>
        <translation>下面的列表会说明它有什么问题。</translation>
    </message>
    <message>
        <source>Third-party plugins</source>
        <translation>第三方插件</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>撤销…</translation>
    </message>
    <message>
        <source>Update all…</source>
        <translation>全部更新…</translation>
    </message>
    <message>
        <source>Version {0} is installed, and used when Desktop TL is started again.</source>
        <translation>已安装版本 {0}，重新启动 Desktop TL 后使用。</translation>
    </message>
    <message>
        <source>Wait until the training has ended.</source>
        <translation>请等待训练结束。</translation>
    </message>
    <message>
        <source>Write a plugin</source>
        <translation>编写插件</translation>
    </message>
    <message>
        <source>came with another plugin</source>
        <translation>随其他插件安装</translation>
    </message>
    <message>
        <source>installed with pip</source>
        <translation>通过 pip 安装</translation>
    </message>
    <message>
        <source>No plugin is installed, so there is nothing to train with yet.</source>
        <translation>尚未安装任何插件，因此还没有可用于训练的内容。</translation>
    </message>
    <message>
        <source>None is installed.</source>
        <translation>尚未安装。</translation>
    </message>
    <message>
        <source>Nothing is to be done: all of it is as it should be.</source>
        <translation>无需任何操作：一切已是所需的状态。</translation>
    </message>
    <message>
        <source>Part of Desktop TL</source>
        <translation>Desktop TL 自带</translation>
    </message>
    <message>
        <source>Plugins</source>
        <translation>插件</translation>
    </message>
    <message>
        <source>{0} changes take effect when you start Desktop TL again.</source>
        <translation>{0} 项更改将在重新启动 Desktop TL 后生效。</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>{0} plugins are ready</source>
        <translation>{0} 个插件可用</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
</context>
<context>
    <name>PredictPage</name>
    <message>
        <source>A CSV file with the probabilities of every class, for any spreadsheet.</source>
        <translation>包含每个类别概率的 CSV 文件，可用任何电子表格软件打开。</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Ask a trained model about new pictures.</source>
        <translation>让训练好的模型识别新图片。</translation>
    </message>
    <message>
        <source>Ask a trained model about new texts.</source>
        <translation>用训练好的模型判断新的文本。</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to, on a disk with room.</source>
        <translation>请选择有写入权限、且磁盘空间充足的文件夹。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Drop pictures or whole folders here</source>
        <translation>将图片或整个文件夹拖到这里</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>前往“训练”</translation>
    </message>
    <message>
        <source>Least sure</source>
        <translation>把握最小</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>Looked for {0} in the folder and below.</source>
        <translation>已在该文件夹及其子文件夹中查找 {0}。</translation>
    </message>
    <message>
        <source>Of a table every row is asked about. They stay on this computer.</source>
        <translation>表格的每一行都会被判断。它们留在这台计算机上。</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Order of the answers</source>
        <translation>回答的排列顺序</translation>
    </message>
    <message>
        <source>There are answers of another model here. From now on ‘{0}’ is asked.</source>
        <translation>这里有另一个模型的回答。从现在起由“{0}”来判断。</translation>
    </message>
    <message>
        <source>There is no {0} in what was opened.</source>
        <translation>打开的内容中没有{0}。</translation>
    </message>
    <message>
        <source>Train one on your data first; then ask it here about something new.</source>
        <translation>请先用您的数据训练一个模型，然后在这里让它判断新的内容。</translation>
    </message>
    <message>
        <source>Typed text {0}</source>
        <translation>输入的文本 {0}</translation>
    </message>
    <message>
        <source>Ask it about all of them</source>
        <translation>用它重新判断全部内容</translation>
    </message>
    <message>
        <source>Let a trained model write: it goes on where you begin.</source>
        <translation>让训练好的模型来写：您开头，它接着写。</translation>
    </message>
    <message>
        <source>Looking at the {0}…</source>
        <translation>正在查看{0}…</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Open pictures…</source>
        <translation>打开图片…</translation>
    </message>
    <message>
        <source>Open texts…</source>
        <translation>打开文本…</translation>
    </message>
    <message>
        <source>Or drop files, tables or whole folders here</source>
        <translation>也可以将文件、表格或整个文件夹拖到这里</translation>
    </message>
    <message>
        <source>Or press to choose pictures. Paste works too. They stay on this computer.</source>
        <translation>也可以点击选择图片，或直接粘贴。图片只保留在本机。</translation>
    </message>
    <message>
        <source>Pasted picture {0}</source>
        <translation>粘贴的图片 {0}</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg)</source>
        <translation>图片 (*.png *.jpg)</translation>
    </message>
    <message>
        <source>Pictures ({0})</source>
        <translation>图片 ({0})</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Save as table…</source>
        <translation>存为表格…</translation>
    </message>
    <message>
        <source>Save the picture with its boxes</source>
        <translation>保存带框的图片</translation>
    </message>
    <message>
        <source>Save the predictions as a table</source>
        <translation>将预测结果存为表格</translation>
    </message>
    <message>
        <source>Saved the picture with its boxes to {0}.</source>
        <translation>带框的图片已保存到 {0}。</translation>
    </message>
    <message>
        <source>Saved {0} to {1}.</source>
        <translation>已将 {0}的结果保存到 {1}。</translation>
    </message>
    <message>
        <source>Surest</source>
        <translation>把握最大</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Texts and tables ({0})</source>
        <translation>文本与表格 ({0})</translation>
    </message>
    <message>
        <source>The picture cannot be written to {0}: {1}.</source>
        <translation>图片无法写入 {0}：{1}。</translation>
    </message>
    <message>
        <source>The table cannot be written to {0}: {1}.</source>
        <translation>无法将表格写入 {0}：{1}。</translation>
    </message>
    <message>
        <source>There is no model to ask yet</source>
        <translation>还没有可用的模型</translation>
    </message>
    <message>
        <source>objects.png</source>
        <translation>objects.png</translation>
    </message>
    <message>
        <source>predictions.csv</source>
        <translation>预测结果.csv</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>Prediction</name>
    <message>
        <source>No label</source>
        <translation>无标签</translation>
    </message>
</context>
<context>
    <name>PredictionDetail</name>
    <message>
        <source>All {0} classes</source>
        <translation>全部 {0} 个类别</translation>
    </message>
    <message>
        <source>All {0} labels</source>
        <translation>全部 {0} 个标签</translation>
    </message>
    <message>
        <source>Only the first {0}</source>
        <translation>只看前 {0} 个</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Says the model of the run ‘{0}’.</source>
        <translation>由训练记录“{0}”的模型给出。</translation>
    </message>
    <message>
        <source>This {0} cannot be read</source>
        <translation>无法读取这个{0}</translation>
    </message>
    <message>
        <source>at least {0} sure of each label</source>
        <translation>每个标签的把握至少为 {0}</translation>
    </message>
    <message>
        <source>{0} sure</source>
        <translation>把握 {0}</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
</context>
<context>
    <name>PredictionList</name>
    <message>
        <source>Cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>预测结果</translation>
    </message>
</context>
<context>
    <name>ProgressRow</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Plugins</source>
        <translation>插件</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
</context>
<context>
    <name>RateFinder</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Downloading what the backbone has learned before</source>
        <translation>正在下载骨干网络的预训练权重</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Looking at the {0} once (features)</source>
        <translation>将{0}看一遍（特征）</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Loss at each learning rate</source>
        <translation>各学习率对应的损失</translation>
    </message>
    <message>
        <source>No rate stands out.</source>
        <translation>没有明显合适的学习率。</translation>
    </message>
    <message>
        <source>Suggested: {0}</source>
        <translation>建议：{0}</translation>
    </message>
    <message>
        <source>The loss fell at none of them. Keep the rate, or look whether the classes can be told apart.</source>
        <translation>试过的学习率都没有让损失下降。可以保留当前学习率，或检查各类别是否能够区分。</translation>
    </message>
    <message>
        <source>There the loss falls most steeply. Far right of it, where the curve rises, learning breaks down.</source>
        <translation>损失在此处下降最快。在它右侧较远、曲线上升的地方，学习会失效。</translation>
    </message>
    <message>
        <source>Trying learning rates</source>
        <translation>正在尝试不同的学习率</translation>
    </message>
    <message>
        <source>Use {0}</source>
        <translation>使用 {0}</translation>
    </message>
    <message>
        <source>{0} is a good learning rate to begin with.</source>
        <translation>{0} 是合适的起始学习率。</translation>
    </message>
</context>
<context>
    <name>ResultWords</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>骨干网络</translation>
    </message>
    <message>
        <source>Best on {0}; {1}.</source>
        <translation>对{0}识别得最好；{1}。</translation>
    </message>
    <message>
        <source>CHANGED although it should not have</source>
        <translation>已改变（本不应改变）</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Frozen part</source>
        <translation>冻结部分</translation>
    </message>
    <message>
        <source>Goes on from</source>
        <translation>延续自</translation>
    </message>
    <message>
        <source>How it was computed</source>
        <translation>计算方式</translation>
    </message>
    <message>
        <source>Its model is kept and can be used, but nothing tells how good it is.</source>
        <translation>它的模型已保留，可以使用，但无从得知效果如何。</translation>
    </message>
    <message>
        <source>Its result appears here when it has ended. Train shows how far it is.</source>
        <translation>训练结束后，结果会显示在这里。“训练”页显示当前进度。</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>No {0} was kept back, so nothing tells how good it is.</source>
        <translation>没有留出任何{0}，因此无从得知它有多好。</translation>
    </message>
    <message>
        <source>No {0} was kept back, so nothing tells how good the model is.</source>
        <translation>没有留出任何{0}，因此无从得知模型有多好。</translation>
    </message>
    <message>
        <source>Right on all {0} {1} ({2}).</source>
        <translation>{0} 个{1}全部识别正确（{2}）。</translation>
    </message>
    <message>
        <source>Right on {0} of {1} {2} ({3}).</source>
        <translation>{1} 个{2}中有 {0} 个识别正确（{3}）。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>This is ‘{0}’, and it was recognised ({1} sure).</source>
        <translation>这是“{0}”，识别正确（把握 {1}）。</translation>
    </message>
    <message>
        <source>This is ‘{0}’, but it was called ‘{1}’ ({2} sure).</source>
        <translation>这是“{0}”，却被认作“{1}”（把握 {2}）。</translation>
    </message>
    <message>
        <source>This run failed</source>
        <translation>这次训练失败了</translation>
    </message>
    <message>
        <source>This run has a model but was not measured</source>
        <translation>这次训练有模型，但没有评估结果</translation>
    </message>
    <message>
        <source>This run is still training</source>
        <translation>这次训练仍在进行</translation>
    </message>
    <message>
        <source>This run was interrupted</source>
        <translation>这次训练被中断了</translation>
    </message>
    <message>
        <source>This run was stopped before it had learned anything</source>
        <translation>这次训练还没学到内容就被停止了</translation>
    </message>
    <message>
        <source>This run was stopped before it was measured</source>
        <translation>这次训练在评估之前就被停止了</translation>
    </message>
    <message>
        <source>Train again to get a result.</source>
        <translation>请重新训练以得到结果。</translation>
    </message>
    <message>
        <source>Trained</source>
        <translation>训练部分</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>among its mistakes, it takes {0} for {1}</source>
        <translation>错误之一是把{0}误认作{1}</translation>
    </message>
    <message>
        <source>called {0}</source>
        <translation>认作 {0}</translation>
    </message>
    <message>
        <source>is {0}, called {1} · {2}</source>
        <translation>{0} 认作 {1} · {2}</translation>
    </message>
    <message>
        <source>most often takes {0} for {1}</source>
        <translation>最常把{0}误认作{1}</translation>
    </message>
    <message>
        <source>test {0}</source>
        <translation>测试{0}</translation>
    </message>
    <message>
        <source>validation {0}</source>
        <translation>验证{0}</translation>
    </message>
    <message>
        <source>unchanged: verified by its hash</source>
        <translation>未改变：已通过哈希值验证</translation>
    </message>
    <message>
        <source>The app or the computer ended before the run did. Runs offers to resume it.</source>
        <translation>应用或计算机在训练结束前就停止了。可在“训练记录”页继续训练。</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation>{0}和{1}</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0}以及另外 {1} 类</translation>
    </message>
    <message>
        <source>{0} epochs · learning rate {1} · batch size {2} · {3}, {4} · seed {5}</source>
        <translation>{0} 轮 · 学习率 {1} · 批次大小 {2} · {3}，{4} · 随机种子 {5}</translation>
    </message>
    <message>
        <source>{0} of {1} parameters</source>
        <translation>{0} / {1} 个参数</translation>
    </message>
    <message>
        <source>{0} to learn from, {1} kept back</source>
        <translation>{0} 个用于训练，{1} 个留出</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>{1} · is {0}</source>
        <translation>{1} · 实为 {0}</translation>
    </message>
    <message>
        <source>‘{0}’</source>
        <translation>“{0}”</translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message>
        <source>A training is running. When it has ended, this page says how good the model is.</source>
        <translation>训练正在进行。结束后，本页会显示模型的效果。</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>前往“训练”</translation>
    </message>
    <message>
        <source>How good a model is, and what it mixes up.</source>
        <translation>模型的效果如何，以及它会混淆什么。</translation>
    </message>
    <message>
        <source>Open an earlier run</source>
        <translation>打开以前的训练记录</translation>
    </message>
    <message>
        <source>Open the run&apos;s folder</source>
        <translation>打开训练文件夹</translation>
    </message>
    <message>
        <source>Reading the results…</source>
        <translation>正在读取结果…</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>The result is on its way</source>
        <translation>结果即将产生</translation>
    </message>
    <message>
        <source>There is no result yet</source>
        <translation>还没有结果</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Train a model first. When it has ended, this page says how good it is and shows its mistakes.</source>
        <translation>请先训练一个模型。训练结束后，本页会说明它的效果，并显示它的错误。</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Watch it train</source>
        <translation>观看训练</translation>
    </message>
    <message>
        <source>What it was made of</source>
        <translation>训练所用的内容</translation>
    </message>
    <message>
        <source>from start to result</source>
        <translation>从开始到得出结果</translation>
    </message>
    <message>
        <source>of {0}</source>
        <translation>共 {0} 轮</translation>
    </message>
    <message>
        <source>{0} right</source>
        <translation>正确率 {0}</translation>
    </message>
</context>
<context>
    <name>ResumeOffer</name>
    <message>
        <source>It can go on where it was, as if nothing had happened.</source>
        <translation>可以从中断处继续，就像什么都没发生过一样。</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>The run ‘{0}’ was interrupted.</source>
        <translation>训练“{0}”被中断了。</translation>
    </message>
</context>
<context>
    <name>RunCurves</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>By this the best epoch is chosen. Higher is better.</source>
        <translation>据此选出最佳轮次。越高越好。</translation>
    </message>
    <message>
        <source>By this the best epoch is chosen. Lower is better.</source>
        <translation>据此选出最佳轮次。越低越好。</translation>
    </message>
    <message>
        <source>Each step</source>
        <translation>每一步</translation>
    </message>
    <message>
        <source>How wrong the answers are on average. Lower is better.</source>
        <translation>答案平均错得有多远。越低越好。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确率</translation>
    </message>
    <message>
        <source>Right (%)</source>
        <translation>正确（%）</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>What part is recognised. Higher is better.</source>
        <translation>被识别的比例。越高越好。</translation>
    </message>
</context>
<context>
    <name>RunDetails</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Copy recipe</source>
        <translation>复制配方</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>Delete this run for good?</source>
        <translation>永久删除这条训练记录吗？</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Epochs done</source>
        <translation>已完成轮数</translation>
    </message>
    <message>
        <source>Goes on from its last checkpoint, as if it had never stopped.</source>
        <translation>从最后一个检查点继续，就像从未停止过一样。</translation>
    </message>
    <message>
        <source>It ended before a model was saved.</source>
        <translation>它在保存模型之前就结束了。</translation>
    </message>
    <message>
        <source>It ended before it was measured, so there are no results.</source>
        <translation>它在评估之前就结束了，因此没有结果。</translation>
    </message>
    <message>
        <source>It is still running. Stop it first.</source>
        <translation>它仍在运行，请先停止。</translation>
    </message>
    <message>
        <source>It was interrupted.</source>
        <translation>训练被中断了。</translation>
    </message>
    <message>
        <source>Its model, results and settings are removed. Your data stays. This cannot be undone.</source>
        <translation>其模型、结果和设置将被删除。您的数据不受影响。此操作无法撤销。</translation>
    </message>
    <message>
        <source>Its recipe cannot be read.</source>
        <translation>无法读取它的配方。</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open results</source>
        <translation>查看结果</translation>
    </message>
    <message>
        <source>Pack…</source>
        <translation>打包…</translation>
    </message>
    <message>
        <source>Predict with it</source>
        <translation>用它预测</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>See how far it is</source>
        <translation>查看进度</translation>
    </message>
    <message>
        <source>The computer or the app stopped before the training was done. Resume goes on from there.</source>
        <translation>电脑或应用在训练完成之前就停止了。点击“继续训练”可从中断处继续。</translation>
    </message>
    <message>
        <source>The run itself stays as it is.</source>
        <translation>训练记录本身保持不变。</translation>
    </message>
    <message>
        <source>The selected run</source>
        <translation>所选训练记录</translation>
    </message>
    <message>
        <source>This run is damaged.</source>
        <translation>这条训练记录已损坏。</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>使用这些设置</translation>
    </message>
    <message>
        <source>Watch it train</source>
        <translation>查看训练过程</translation>
    </message>
    <message>
        <source>Writes the run without its data into one file, to send it to somebody.</source>
        <translation>将训练记录（不含数据）写入一个文件，以便发送给他人。</translation>
    </message>
    <message>
        <source>{0} in {1} classes</source>
        <translation>{0} 个，{1} 个类别</translation>
    </message>
</context>
<context>
    <name>RunLineage</name>
    <message>
        <source>Begins with</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Led to</source>
        <translation>由它产生</translation>
    </message>
    <message>
        <source>Shows that run.</source>
        <translation>显示那次训练。</translation>
    </message>
    <message>
        <source>and {0} earlier ones</source>
        <translation>以及更早的 {0} 个</translation>
    </message>
</context>
<context>
    <name>RunModel</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Cannot be opened</source>
        <translation>无法打开</translation>
    </message>
    <message>
        <source>Damaged: it can only be looked at</source>
        <translation>已损坏：只能查看</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
</context>
<context>
    <name>RunNotes</name>
    <message>
        <source>{0} cannot be used and was set aside.</source>
        <translation>{0}无法使用，已被排除。</translation>
    </message>
    <message>
        <source>{0} cannot be used and were set aside.</source>
        <translation>{0}无法使用，已被排除。</translation>
    </message>
</context>
<context>
    <name>RunTable</name>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
</context>
<context>
    <name>RunWords</name>
    <message>
        <source>Augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>骨干网络</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批次大小</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>训练轮数</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation>图片尺寸</translation>
    </message>
    <message>
        <source>{0} tokens</source>
        <translation>{0} 个词元</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>数量上限</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Text length</source>
        <translation>文本长度</translation>
    </message>
    <message>
        <source>Trained</source>
        <translation>训练部分</translation>
    </message>
    <message>
        <source>{0} pixels</source>
        <translation>{0} 像素</translation>
    </message>
</context>
<context>
    <name>RunsElsewhere</name>
    <message>
        <source>It was moved or deleted, or its disk is not connected.</source>
        <translation>它已被移动或删除，或其磁盘未连接。</translation>
    </message>
    <message>
        <source>Lists runs that lie in another folder, here and at every start.</source>
        <translation>列出位于其他文件夹中的训练记录，以后每次启动时也会显示。</translation>
    </message>
    <message>
        <source>Open run folder…</source>
        <translation>打开训练记录文件夹…</translation>
    </message>
    <message>
        <source>Open the folder of a run, or one that holds runs</source>
        <translation>打开一条训练记录的文件夹，或含有多条训练记录的文件夹</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>The run in {0} is not there any more.</source>
        <translation>{0} 中的训练记录已不存在。</translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message>
        <source>1 run</source>
        <translation>1 条训练记录</translation>
    </message>
    <message>
        <source>Check the folder {0}, or choose another one in the settings.</source>
        <translation>请检查文件夹 {0}，或在设置中另选一个。</translation>
    </message>
    <message>
        <source>Choose data</source>
        <translation>选择数据</translation>
    </message>
    <message>
        <source>Every training is kept here, with its model, results and settings.</source>
        <translation>每次训练都保存在这里，包括模型、结果和设置。</translation>
    </message>
    <message>
        <source>No run matches</source>
        <translation>没有符合的训练记录</translation>
    </message>
    <message>
        <source>No run matches “{0}”</source>
        <translation>没有与“{0}”相符的训练记录</translation>
    </message>
    <message>
        <source>Nothing has been trained yet</source>
        <translation>还没有训练过</translation>
    </message>
    <message>
        <source>Pack the run into a file</source>
        <translation>将训练记录打包为文件</translation>
    </message>
    <message>
        <source>Packed runs ({0})</source>
        <translation>打包的训练记录 ({0})</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Search runs</source>
        <translation>搜索训练记录</translation>
    </message>
    <message>
        <source>The folder of the runs cannot be read: {0}.</source>
        <translation>无法读取训练记录文件夹：{0}。</translation>
    </message>
    <message>
        <source>The recipe is on the clipboard.</source>
        <translation>配方已复制到剪贴板。</translation>
    </message>
    <message>
        <source>The run is in {0}.</source>
        <translation>训练记录已写入 {0}。</translation>
    </message>
    <message>
        <source>Try fewer or other words.</source>
        <translation>请减少关键词或换用其他关键词。</translation>
    </message>
    <message>
        <source>{0} of {1} runs</source>
        <translation>{0} / {1} 条训练记录</translation>
    </message>
    <message>
        <source>{0} runs</source>
        <translation>{0} 条训练记录</translation>
    </message>
</context>
<context>
    <name>SampleDialog</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The one after</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>The one before</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>SampleKinds</name>
    <message>
        <source>1 word</source>
        <translation>1 个词</translation>
    </message>
    <message>
        <source>Search names</source>
        <translation>搜索名称</translation>
    </message>
    <message>
        <source>Search texts</source>
        <translation>搜索文本</translation>
    </message>
    <message>
        <source>{0} characters</source>
        <translation>{0} 个字符</translation>
    </message>
    <message>
        <source>{0} words</source>
        <translation>{0} 个词</translation>
    </message>
    <message>
        <source>{0} × {1} pixels</source>
        <translation>{0} × {1} 像素</translation>
    </message>
</context>
<context>
    <name>SamplePreview</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The one after</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>The one before</source>
        <translation>上一个</translation>
    </message>
</context>
<context>
    <name>Samples</name>
    <message>
        <source>1 picture</source>
        <translation>1 张图片</translation>
    </message>
    <message>
        <source>1 text</source>
        <translation>1 条文本</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>{0} pictures</source>
        <translation>{0} 张图片</translation>
    </message>
    <message>
        <source>{0} texts</source>
        <translation>{0} 条文本</translation>
    </message>
</context>
<context>
    <name>SamplesCard</name>
    <message>
        <source>The {0} cannot be opened any more.</source>
        <translation>{0}无法再打开。</translation>
    </message>
    <message>
        <source>‘{0}’ is not in the data any more.</source>
        <translation>“{0}”已不在数据中。</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Folder of the runs</source>
        <translation>训练记录文件夹</translation>
    </message>
    <message>
        <source>Gigabytes on disk for what frozen stages make of your pictures, so that the next run on them starts at once. The least recently used go first; 0 keeps nothing.</source>
        <translation>用于存放冻结阶段所算特征的磁盘空间（GB），让下次用同样图片的训练可以立即开始。空间不足时，最久未用的先清除；0 表示不保留。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Light or dark, or as the computer is set.</source>
        <translation>浅色、深色，或跟随系统设置。</translation>
    </message>
    <message>
        <source>Never use the network. Weights must then be on this computer already.</source>
        <translation>从不使用网络。此时权重必须已在本机。</translation>
    </message>
    <message>
        <source>Of all texts; takes effect at the next start.</source>
        <translation>所有文字的语言；下次启动时生效。</translation>
    </message>
    <message>
        <source>Room for cached features</source>
        <translation>特征缓存空间</translation>
    </message>
    <message>
        <source>Stay offline</source>
        <translation>保持离线</translation>
    </message>
    <message>
        <source>The window then survives whatever a driver or a full memory does to the training. Each run begins a few seconds later.</source>
        <translation>这样，即使驱动程序出错或内存不足影响了训练，窗口也不受影响。每次训练会晚几秒开始。</translation>
    </message>
    <message>
        <source>Train in a process of its own</source>
        <translation>在独立进程中训练</translation>
    </message>
    <message>
        <source>What computes in new runs. Automatic takes a GPU if there is a working one.</source>
        <translation>新的训练所用的计算设备。“自动”会在有可用 GPU 时使用 GPU。</translation>
    </message>
    <message>
        <source>Where new runs are kept and the list of runs is read from. Empty takes the app&apos;s own folder.</source>
        <translation>新的训练记录存放在这里，列表也从这里读取。留空则使用应用自己的文件夹。</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>A small text file</source>
        <translation>一个小文本文件</translation>
    </message>
    <message>
        <source>About Desktop TL</source>
        <translation>关于 Desktop TL</translation>
    </message>
    <message>
        <source>About…</source>
        <translation>关于…</translation>
    </message>
    <message>
        <source>All of it stays on this computer.</source>
        <translation>所有内容都只保存在本机。</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>缓存</translation>
    </message>
    <message>
        <source>Downloaded pretrained weights</source>
        <translation>已下载的预训练权重</translation>
    </message>
    <message>
        <source>Every change is kept at once.</source>
        <translation>所有更改立即保存。</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>May be deleted at any time</source>
        <translation>可以随时删除</translation>
    </message>
    <message>
        <source>Models, results and settings</source>
        <translation>模型、结果和设置</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open the folder of: {0}</source>
        <translation>打开文件夹：{0}</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>The language changes when you start Desktop TL again.</source>
        <translation>重新启动 Desktop TL 后，语言才会改变。</translation>
    </message>
    <message>
        <source>The version and how it was made, diagnostics to copy, and all licences.</source>
        <translation>版本及其构建方式、可复制的诊断信息，以及所有许可证。</translation>
    </message>
    <message>
        <source>Turns a pretrained model into your own, on your own data, on your own computer. Built with PyTorch, Qt for Python and the typeface Inter.</source>
        <translation>在您自己的计算机上，用您自己的数据，把预训练模型变成您自己的模型。基于 PyTorch、Qt for Python 和 Inter 字体构建。</translation>
    </message>
    <message>
        <source>Version {0} · BSD-3-Clause licence · made by the Desktop TL authors</source>
        <translation>版本 {0} · BSD-3-Clause 许可证 · 由 Desktop TL 作者开发</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Where things are kept</source>
        <translation>存放位置</translation>
    </message>
    <message>
        <source>{0} cannot be opened: {1}.</source>
        <translation>无法打开 {0}：{1}。</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
</context>
<context>
    <name>SmallCurve</name>
    <message>
        <source>Copy the table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Learning curve</source>
        <translation>学习曲线</translation>
    </message>
    <message>
        <source>Right (%)</source>
        <translation>正确率 (%)</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
</context>
<context>
    <name>StageLookup</name>
    <message>
        <source>Its stages cannot be shown. {0}</source>
        <translation>无法显示它的各个阶段。{0}</translation>
    </message>
</context>
<context>
    <name>StageTree</name>
    <message>
        <source>{trained} of {total} parameters are trained</source>
        <translation>参数共 {total}，其中 {trained} 参与训练</translation>
    </message>
    <message>
        <source>{trained} of {total} parameters are trained, and the head</source>
        <translation>训练 {total} 个参数中的 {trained} 个，以及头部</translation>
    </message>
    <message>
        <source>{trained} of {total} parameters are trained, and the new head</source>
        <translation>参数共 {total}，其中 {trained} 参与训练，另加新的分类头</translation>
    </message>
</context>
<context>
    <name>Stages</name>
    <message>
        <source>Block {0}</source>
        <translation>模块 {0}</translation>
    </message>
    <message>
        <source>Class attention</source>
        <translation>类别注意力</translation>
    </message>
    <message>
        <source>Dense block {0}</source>
        <translation>密集模块 {0}</translation>
    </message>
    <message>
        <source>Final norm</source>
        <translation>最后的归一化</translation>
    </message>
    <message>
        <source>Hidden layers</source>
        <translation>隐藏层</translation>
    </message>
    <message>
        <source>Last convolution</source>
        <translation>最后的卷积</translation>
    </message>
    <message>
        <source>Layer {0}</source>
        <translation>层 {0}</translation>
    </message>
    <message>
        <source>Level {0}</source>
        <translation>层级 {0}</translation>
    </message>
    <message>
        <source>Patches and positions</source>
        <translation>图块与位置</translation>
    </message>
    <message>
        <source>Stage {0}</source>
        <translation>阶段 {0}</translation>
    </message>
    <message>
        <source>Stem</source>
        <translation>输入层</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
    <message>
        <source>{0} block</source>
        <translation>{0} 个模块</translation>
    </message>
    <message>
        <source>{0} blocks</source>
        <translation>{0} 个模块</translation>
    </message>
    <message>
        <source>{0} channels</source>
        <translation>{0} 通道</translation>
    </message>
    <message>
        <source>{0} layers</source>
        <translation>{0} 层</translation>
    </message>
</context>
<context>
    <name>StrategyPanel</name>
    <message>
        <source>As everything, but what it knows is kept better. Often the most accurate; as slow.</source>
        <translation>与“全部”相同，但能更好地保留已学到的知识。往往最准确；同样慢。</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation>从零开始</translation>
    </message>
    <message>
        <source>Adapts the end of the network too. Slower; helps when your data is unlike what it knows.</source>
        <translation>同时调整网络的末端。较慢；当您的数据与它所熟悉的不同时有帮助。</translation>
    </message>
    <message>
        <source>Adapts the whole network. Slowest; wants much data, and better a GPU.</source>
        <translation>调整整个网络。最慢；需要大量数据，最好有 GPU。</translation>
    </message>
    <message>
        <source>Adapts the whole network: what one wants to write like a text. Better with a GPU.</source>
        <translation>整个网络都会适应：想写得像某种文本就选它。最好有 GPU。</translation>
    </message>
    <message>
        <source>Forgets what it has learned. Only for very much data, or to compare.</source>
        <translation>忘掉已学到的内容。只适合数据量极大的情况，或用于对比。</translation>
    </message>
    <message>
        <source>From the end to the beginning, ever more gently. For little, unusual data; slow.</source>
        <translation>从末端到开头，调整幅度越来越小。适合少量而特殊的数据；较慢。</translation>
    </message>
    <message>
        <source>Head first, then everything</source>
        <translation>先分类头，后全部</translation>
    </message>
    <message>
        <source>Head: tells the next token</source>
        <translation>头部：说出下一个词元</translation>
    </message>
    <message>
        <source>Head: your classes</source>
        <translation>分类头：您的类别</translation>
    </message>
    <message>
        <source>Head: your {0} classes</source>
        <translation>分类头：您的 {0} 个类别</translation>
    </message>
    <message>
        <source>In the end everything is trained</source>
        <translation>最后会训练全部</translation>
    </message>
    <message>
        <source>Last stages</source>
        <translation>最后几个阶段</translation>
    </message>
    <message>
        <source>Looking at its stages…</source>
        <translation>正在读取各个阶段…</translation>
    </message>
    <message>
        <source>Minutes on any computer. The best to begin with, and for little data.</source>
        <translation>在任何计算机上只需几分钟。最适合入门，也适合数据较少的情况。</translation>
    </message>
    <message>
        <source>Needs the package peft: pip install peft</source>
        <translation>需要软件包 peft：pip install peft</translation>
    </message>
    <message>
        <source>Rank of the adapters</source>
        <translation>适配器的秩</translation>
    </message>
    <message>
        <source>Rank of the adapters: a larger one learns more and takes more room; 4 to 16 is usual.</source>
        <translation>适配器的秩：越大学得越多，占用也越多；通常为 4 到 16。</translation>
    </message>
    <message>
        <source>Small adapters (LoRA)</source>
        <translation>小型适配器（LoRA）</translation>
    </message>
    <message>
        <source>Small parts are added to every stage and only they are trained. Nearly as good, less memory.</source>
        <translation>为每个阶段添加小部件，只训练它们。效果接近“全部”，内存更省。</translation>
    </message>
    <message>
        <source>The backbone has learned much already. How much of it shall learn anew from your data?</source>
        <translation>骨干网络已经学到了很多。要让其中多少部分从您的数据中重新学习？</translation>
    </message>
    <message>
        <source>One more stage each epoch</source>
        <translation>每轮多训练一个阶段</translation>
    </message>
    <message>
        <source>Only the head</source>
        <translation>仅分类头</translation>
    </message>
    <message>
        <source>The quickest, but it changes little: the last layer alone adapts, which chooses the next token.</source>
        <translation>最快，但变化不大：只有选择下一个词元的最后一层会适应。</translation>
    </message>
    <message>
        <source>There are no pretrained weights for this backbone.</source>
        <translation>这个骨干网络没有预训练权重。</translation>
    </message>
    <message>
        <source>What is trained</source>
        <translation>训练哪些部分</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新建</translation>
    </message>
</context>
<context>
    <name>TableCard</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>TableOptions</name>
    <message>
        <source>A CSV, TSV, JSON Lines or Parquet file with a column of texts and one of classes.</source>
        <translation>CSV、TSV、JSON Lines 或 Parquet 文件，其中一列为文本，一列为类别。</translation>
    </message>
    <message>
        <source>Column of classes</source>
        <translation>类别列</translation>
    </message>
    <message>
        <source>Column of texts</source>
        <translation>文本列</translation>
    </message>
    <message>
        <source>Column of the split</source>
        <translation>划分列</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Empty takes UTF-8, or UTF-16 where the file says so. Old files may need cp1252 or gb18030.</source>
        <translation>留空则为 UTF-8，文件注明时为 UTF-16。旧文件可能需要 cp1252 或 gb18030。</translation>
    </message>
    <message>
        <source>Empty takes the one that is called so, else the longest.</source>
        <translation>留空则取名称相符的列，否则取最长的列。</translation>
    </message>
    <message>
        <source>Empty takes the one that is called so, else the one with the fewest different values.</source>
        <translation>留空则取名称相符的列，否则取不同值最少的列。</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>表头</translation>
    </message>
    <message>
        <source>Quotes enclose texts</source>
        <translation>引号括住文本</translation>
    </message>
    <message>
        <source>Says of each row whether it is for train, validation or test. Empty takes one called split, if there is one.</source>
        <translation>说明每一行用于训练、验证还是测试。留空则取名为 split 的列（如果有）。</translation>
    </message>
    <message>
        <source>Switch it off for a CSV or TSV file in which the sign &quot; is a part of the texts.</source>
        <translation>如果 CSV 或 TSV 文件中的引号 &quot; 是文本的一部分，请关闭。</translation>
    </message>
    <message>
        <source>What stands between two columns of a CSV file. Automatic looks at its first rows.</source>
        <translation>CSV 文件中两列之间的符号。自动则查看前几行来判断。</translation>
    </message>
    <message>
        <source>Whether the first row of a CSV file holds the names of the columns. Automatic looks whether it differs from the others.</source>
        <translation>CSV 文件的首行是否为列名。自动则看它与其他行是否不同。</translation>
    </message>
</context>
<context>
    <name>TensorBoardOptions</name>
    <message>
        <source>Each run writes into a folder of its name there. Empty keeps it in the run&apos;s own folder.</source>
        <translation>每次训练都会在其中写入一个以其名称命名的文件夹。留空则保存在训练自己的文件夹中。</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>How many validation pictures are shown at the end, mistakes first.</source>
        <translation>结束时显示多少张验证图片，错误的排在前面。</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>TextBox</name>
    <message>
        <source>Ask</source>
        <translation>判断</translation>
    </message>
    <message>
        <source>One text</source>
        <translation>一条文本</translation>
    </message>
    <message>
        <source>One text per line</source>
        <translation>每行一条文本</translation>
    </message>
    <message>
        <source>Text to ask about</source>
        <translation>要判断的文本</translation>
    </message>
    <message>
        <source>Type or paste a text…</source>
        <translation>输入或粘贴文本…</translation>
    </message>
    <message>
        <source>What is typed</source>
        <translation>输入的内容</translation>
    </message>
</context>
<context>
    <name>TextLengths</name>
    <message>
        <source>About {0} characters in all</source>
        <translation>总共约 {0} 个字符</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>字符数</translation>
    </message>
    <message>
        <source>How long the texts are</source>
        <translation>文本有多长</translation>
    </message>
    <message>
        <source>None of the texts can be read.</source>
        <translation>没有一条文本可以读取。</translation>
    </message>
    <message>
        <source>{0} in each</source>
        <translation>每条 {0} 个</translation>
    </message>
    <message>
        <source>{0} to {1} in each, {2} on average</source>
        <translation>每条 {0} 到 {1} 个，平均 {2} 个</translation>
    </message>
</context>
<context>
    <name>TextWriter</name>
    <message>
        <source>1 token</source>
        <translation>1 个词元</translation>
    </message>
    <message>
        <source>Another</source>
        <translation>换一篇</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Goes on where this text ends.</source>
        <translation>从这段文本的结尾继续写。</translation>
    </message>
    <message>
        <source>How it writes</source>
        <translation>怎样写</translation>
    </message>
    <message>
        <source>How the text begins</source>
        <translation>文本的开头</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>Nothing more: the model would end the text here.</source>
        <translation>没有更多内容：模型会在此结束文本。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>The text appears here, word by word.</source>
        <translation>文本会逐词显示在这里。</translation>
    </message>
    <message>
        <source>Type a beginning; the model goes on from there…</source>
        <translation>输入一个开头，模型会接着写…</translation>
    </message>
    <message>
        <source>What it writes</source>
        <translation>它写出的内容</translation>
    </message>
    <message>
        <source>Write on</source>
        <translation>继续写</translation>
    </message>
    <message>
        <source>Writes another text from the same beginning, with the next seed.</source>
        <translation>用同样的开头和下一个随机种子再写一篇。</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在写…</translation>
    </message>
    <message>
        <source>Writing… {0}</source>
        <translation>正在写… {0}</translation>
    </message>
    <message>
        <source>{0} tokens</source>
        <translation>{0} 个词元</translation>
    </message>
    <message>
        <source>{0}: {1} in {2}, by ‘{3}’</source>
        <translation>{0}：{2} 内写出 {1}，模型来自“{3}”</translation>
    </message>
</context>
<context>
    <name>TileGrid</name>
    <message>
        <source>Number {0}</source>
        <translation>第 {0} 个</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>无法读取</translation>
    </message>
</context>
<context>
    <name>TorchBanner</name>
    <message>
        <source>Data and models can be looked at meanwhile; training and predicting need it.</source>
        <translation>在此期间可以查看数据和模型；训练和预测则需要它。</translation>
    </message>
    <message>
        <source>PyTorch is being set up.</source>
        <translation>正在安装 PyTorch。</translation>
    </message>
    <message>
        <source>Repair…</source>
        <translation>修复…</translation>
    </message>
    <message>
        <source>Restart now</source>
        <translation>立即重启</translation>
    </message>
    <message>
        <source>Set it up once more.</source>
        <translation>请重新安装。</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>安装…</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>The PyTorch that was set up is used at the next start.</source>
        <translation>新安装的 PyTorch 将在下次启动时使用。</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
</context>
<context>
    <name>TorchCard</name>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>Lets it train a small network, and sets it up anew if it cannot.</source>
        <translation>让它训练一个小网络；如果不行，就重新安装。</translation>
    </message>
    <message>
        <source>PyTorch</source>
        <translation>PyTorch</translation>
    </message>
    <message>
        <source>PyTorch is not set up yet.</source>
        <translation>尚未安装 PyTorch。</translation>
    </message>
    <message>
        <source>PyTorch {0} with torchvision {1}, a part of this Python. To change it, use pip.</source>
        <translation>PyTorch {0} 与 torchvision {1}，属于当前 Python 环境。如需更改，请使用 pip。</translation>
    </message>
    <message>
        <source>PyTorch {0} with torchvision {1}. Build: {2}. It takes {3} and computes on: {4}.</source>
        <translation>PyTorch {0} 与 torchvision {1}。版本类型：{2}。占用 {3}，计算设备：{4}。</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>安装…</translation>
    </message>
    <message>
        <source>The engine that trains.</source>
        <translation>负责训练的引擎。</translation>
    </message>
    <message>
        <source>To PyTorch {0}, which was used before.</source>
        <translation>恢复到之前使用的 PyTorch {0}。</translation>
    </message>
</context>
<context>
    <name>TorchChoice</name>
    <message>
        <source>Address of the package index</source>
        <translation>软件包索引的地址</translation>
    </message>
    <message>
        <source>Choose a folder that holds the wheels of PyTorch</source>
        <translation>选择包含 PyTorch wheel 文件的文件夹</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Empty takes PyTorch&apos;s own index. {build} stands for the part that differs by build.</source>
        <translation>留空则使用 PyTorch 官方索引。{build} 代表因版本而异的部分。</translation>
    </message>
    <message>
        <source>For computers without network: the folder holds all wheels that are needed.</source>
        <translation>适用于没有网络的计算机：文件夹中包含所需的全部 wheel 文件。</translation>
    </message>
    <message>
        <source>From a folder of wheels</source>
        <translation>从 wheel 文件夹</translation>
    </message>
    <message>
        <source>From the internet</source>
        <translation>从互联网</translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation>正在检查这台计算机…</translation>
    </message>
    <message>
        <source>No folder is chosen.</source>
        <translation>未选择文件夹。</translation>
    </message>
    <message>
        <source>Nothing is installed yet: first you see what comes.</source>
        <translation>此时还不会安装：会先显示将要安装的内容。</translation>
    </message>
    <message>
        <source>What was found in this computer decides which one fits.</source>
        <translation>根据这台计算机的硬件推荐合适的版本。</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Which PyTorch</source>
        <translation>选择 PyTorch</translation>
    </message>
</context>
<context>
    <name>TorchLog</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>What happened in detail</source>
        <translation>详细过程</translation>
    </message>
</context>
<context>
    <name>TorchPackages</name>
    <message>
        <source>Build: {0}, from {1}</source>
        <translation>版本类型：{0}，来自 {1}</translation>
    </message>
    <message>
        <source>Choose another</source>
        <translation>另选</translation>
    </message>
    <message>
        <source>Download and install</source>
        <translation>下载并安装</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>安装</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>软件包</translation>
    </message>
    <message>
        <source>Packages that come</source>
        <translation>将要安装的软件包</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>What comes</source>
        <translation>将要安装的内容</translation>
    </message>
    <message>
        <source>is here already</source>
        <translation>本机已有</translation>
    </message>
    <message>
        <source>{0} are free on the disk.</source>
        <translation>磁盘可用空间 {0}。</translation>
    </message>
</context>
<context>
    <name>TorchPage</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>已取消，未做任何更改。</translation>
    </message>
    <message>
        <source>Check this computer</source>
        <translation>检查这台计算机</translation>
    </message>
    <message>
        <source>Go to Data</source>
        <translation>前往“数据”</translation>
    </message>
    <message>
        <source>It came with the Python that runs the app. The settings tell whether it works.</source>
        <translation>它随运行本应用的 Python 一起提供。设置页会显示它是否可用。</translation>
    </message>
    <message>
        <source>It is used when Desktop TL is started again.</source>
        <translation>重新启动 Desktop TL 后使用。</translation>
    </message>
    <message>
        <source>Nothing is to be repaired.</source>
        <translation>无需修复。</translation>
    </message>
    <message>
        <source>Nothing is to be set up</source>
        <translation>无需安装</translation>
    </message>
    <message>
        <source>PyTorch</source>
        <translation>PyTorch</translation>
    </message>
    <message>
        <source>PyTorch {0} is a part of this Python. To change it, use pip.</source>
        <translation>PyTorch {0} 属于当前 Python 环境。如需更改，请使用 pip。</translation>
    </message>
    <message>
        <source>PyTorch {0} is set up. It computes on: {1}.</source>
        <translation>已安装 PyTorch {0}。计算设备：{1}。</translation>
    </message>
    <message>
        <source>Restart now</source>
        <translation>立即重启</translation>
    </message>
    <message>
        <source>Set the same up anew</source>
        <translation>重新安装同一版本</translation>
    </message>
    <message>
        <source>Setting up PyTorch</source>
        <translation>正在安装 PyTorch</translation>
    </message>
    <message>
        <source>The engine that trains. It is no part of the app, since it must fit your computer; this is done once.</source>
        <translation>负责训练的引擎。它必须适合您的计算机，因此未随应用提供；只需安装一次。</translation>
    </message>
    <message>
        <source>Training and predicting are ready.</source>
        <translation>训练和预测已就绪。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>What was downloaded is kept, and the next attempt goes on with it.</source>
        <translation>已下载的内容会保留，下次将从中断处继续。</translation>
    </message>
</context>
<context>
    <name>TorchWords</name>
    <message>
        <source>About {0} to download, {1} on the disk.</source>
        <translation>下载约 {0}，占用磁盘约 {1}。</translation>
    </message>
    <message>
        <source>Apple GPU and processor</source>
        <translation>Apple GPU 和处理器</translation>
    </message>
    <message>
        <source>Downloading {0}</source>
        <translation>正在下载 {0}</translation>
    </message>
    <message>
        <source>For NVIDIA graphics cards</source>
        <translation>适用于 NVIDIA 显卡</translation>
    </message>
    <message>
        <source>For the processor</source>
        <translation>适用于处理器</translation>
    </message>
    <message>
        <source>For this Mac</source>
        <translation>适用于这台 Mac</translation>
    </message>
    <message>
        <source>Looking at what came before: {0}</source>
        <translation>正在检查已下载的内容：{0}</translation>
    </message>
    <message>
        <source>Looking what is needed</source>
        <translation>正在查找所需内容</translation>
    </message>
    <message>
        <source>Nothing is to be downloaded. It takes about {0} on the disk.</source>
        <translation>无需下载。占用磁盘约 {0}。</translation>
    </message>
    <message>
        <source>One more step: PyTorch, the engine that trains</source>
        <translation>还差一步：负责训练的引擎 PyTorch</translation>
    </message>
    <message>
        <source>One more step: PyTorch, the engine that trains, about {0} for this computer</source>
        <translation>还差一步：负责训练的引擎 PyTorch，这台计算机约需 {0}</translation>
    </message>
    <message>
        <source>PyTorch {0} is set up and works. It computes on: {1}.</source>
        <translation>PyTorch {0} 已安装且可以使用。计算设备：{1}。</translation>
    </message>
    <message>
        <source>PyTorch {0} with torchvision {1} and {2} more packages.</source>
        <translation>PyTorch {0}、torchvision {1} 以及另外 {2} 个软件包。</translation>
    </message>
    <message>
        <source>PyTorch {0} works: it has trained a small network on: {1}.</source>
        <translation>PyTorch {0} 可以使用：已训练一个小网络，计算设备：{1}。</translation>
    </message>
    <message>
        <source>Switching over</source>
        <translation>正在切换</translation>
    </message>
    <message>
        <source>The index does not say how large they are.</source>
        <translation>索引没有说明它们的大小。</translation>
    </message>
    <message>
        <source>Training a small network to try it</source>
        <translation>正在训练一个小网络进行测试</translation>
    </message>
    <message>
        <source>Unpacking</source>
        <translation>正在解包</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>{0} (fits this computer)</source>
        <translation>{0}（适合这台计算机）</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>{0} to download, about {1} on the disk.</source>
        <translation>下载 {0}，占用磁盘约 {1}。</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
</context>
<context>
    <name>TrainLive</name>
    <message>
        <source>Below: how many numbers of the network are adapted.</source>
        <translation>下方：网络中参与调整的数值个数。</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <source>Loss {0}</source>
        <translation>损失 {0}</translation>
    </message>
    <message>
        <source>On what is learned from, during the last epoch.</source>
        <translation>在学习样本上，最近一轮期间。</translation>
    </message>
    <message>
        <source>On what was kept back, after the last epoch.</source>
        <translation>在留出的样本上，最近一轮之后。</translation>
    </message>
    <message>
        <source>Part of what is learned from that is recognised, during the last epoch.</source>
        <translation>在最近一轮中，用于学习的样本里被识别的比例。</translation>
    </message>
    <message>
        <source>Part of what was kept back that is recognised, after the last epoch.</source>
        <translation>最近一轮之后，留作验证的样本里被识别的比例。</translation>
    </message>
    <message>
        <source>Right (training)</source>
        <translation>正确率（训练）</translation>
    </message>
    <message>
        <source>Right (validation)</source>
        <translation>正确率（验证）</translation>
    </message>
    <message>
        <source>The epoch whose model is kept: the one with the highest figure so far.</source>
        <translation>保留其模型的轮次：目前数值最高的一轮。</translation>
    </message>
    <message>
        <source>The epoch whose model is kept: the one with the lowest figure so far.</source>
        <translation>保留其模型的那一轮：到目前为止数值最低的一轮。</translation>
    </message>
    <message>
        <source>The epoch whose model is kept: the one with the most right answers so far.</source>
        <translation>保留其模型的轮次：到目前为止答对最多的一轮。</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>of {0}</source>
        <translation>共 {0} 轮</translation>
    </message>
    <message>
        <source>{0} (training)</source>
        <translation>{0}（训练）</translation>
    </message>
    <message>
        <source>{0} (validation)</source>
        <translation>{0}（验证）</translation>
    </message>
    <message>
        <source>{0} a second</source>
        <translation>每秒{0}数</translation>
    </message>
    <message>
        <source>{0} parameters</source>
        <translation>{0} 参数</translation>
    </message>
    <message>
        <source>{0} right</source>
        <translation>正确率 {0}</translation>
    </message>
</context>
<context>
    <name>TrainLonger</name>
    <message>
        <source>A new run begins where this one ended; this one stays as it is.</source>
        <translation>从这次训练结束的地方开始一次新的训练；原来的保持不变。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>How many epochs more</source>
        <translation>再训练多少轮</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Train it longer</source>
        <translation>延长训练</translation>
    </message>
    <message>
        <source>epochs more</source>
        <translation>轮</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>A run is in progress.</source>
        <translation>训练正在进行。</translation>
    </message>
    <message>
        <source>Choose a backbone first.</source>
        <translation>请先选择骨干网络。</translation>
    </message>
    <message>
        <source>Everything is ready. Start, or change the settings first.</source>
        <translation>一切就绪。可以开始训练，也可以先修改设置。</translation>
    </message>
    <message>
        <source>Find a good rate…</source>
        <translation>寻找合适的学习率…</translation>
    </message>
    <message>
        <source>Choose data</source>
        <translation>选择数据</translation>
    </message>
    <message>
        <source>Choose your data first.</source>
        <translation>请先选择您的数据。</translation>
    </message>
    <message>
        <source>First choose the data to learn from</source>
        <translation>请先选择供学习的数据</translation>
    </message>
    <message>
        <source>Here your data becomes a model of your own.</source>
        <translation>在这里，您的数据会变成您自己的模型。</translation>
    </message>
    <message>
        <source>Learning rates are being tried. Wait for it, or stop it.</source>
        <translation>正在尝试不同的学习率。请等待完成，或将其停止。</translation>
    </message>
    <message>
        <source>Look at the backbones</source>
        <translation>查看骨干网络</translation>
    </message>
    <message>
        <source>See results</source>
        <translation>查看结果</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Settings of this run</source>
        <translation>本次训练的设置</translation>
    </message>
    <message>
        <source>Show what the network will see</source>
        <translation>查看网络将看到的图片</translation>
    </message>
    <message>
        <source>Something in the settings is not right yet; see below.</source>
        <translation>有些设置还不正确，请看下方。</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>The data is not opened yet. The Data page says more.</source>
        <translation>数据尚未打开。详见“数据”页。</translation>
    </message>
    <message>
        <source>Then press Start here. A backbone that has learned much already is chosen for you.</source>
        <translation>然后在这里点按“开始”。已为您选好一个学到很多知识的骨干网络。</translation>
    </message>
    <message>
        <source>They cannot be changed while it runs.</source>
        <translation>训练期间无法修改。</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Train again</source>
        <translation>重新训练</translation>
    </message>
</context>
<context>
    <name>TrainPlan</name>
    <message>
        <source>Backbone</source>
        <translation>骨干网络</translation>
    </message>
    <message>
        <source>Begin with the backbone&apos;s own weights</source>
        <translation>改用骨干网络自己的权重</translation>
    </message>
    <message>
        <source>Change how much is trained</source>
        <translation>更改训练的部分</translation>
    </message>
    <message>
        <source>Change the backbone</source>
        <translation>更换骨干网络</translation>
    </message>
    <message>
        <source>Change the data</source>
        <translation>更换数据</translation>
    </message>
    <message>
        <source>Change who watches runs</source>
        <translation>更改由谁旁观训练</translation>
    </message>
    <message>
        <source>Choose the network to begin with.</source>
        <translation>请选择起始网络。</translation>
    </message>
    <message>
        <source>Choose what to learn from.</source>
        <translation>选择供学习的内容。</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>取消延续</translation>
    </message>
    <message>
        <source>Goes on from</source>
        <translation>延续自</translation>
    </message>
    <message>
        <source>Its trained model with its head.</source>
        <translation>它训练好的模型连同其头部。</translation>
    </message>
    <message>
        <source>Made up for you</source>
        <translation>自动命名</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>训练名称</translation>
    </message>
    <message>
        <source>No backbone yet</source>
        <translation>尚未选择骨干网络</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>还没有数据</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Not opened yet.</source>
        <translation>尚未打开。</translation>
    </message>
    <message>
        <source>Other tools that show what happens in every new run.</source>
        <translation>显示每次新训练情况的其他工具。</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Watched by</source>
        <translation>旁观者</translation>
    </message>
    <message>
        <source>What the run is called in the list.</source>
        <translation>这次训练在列表中的名称。</translation>
    </message>
    <message>
        <source>What will be trained</source>
        <translation>将要训练的内容</translation>
    </message>
</context>
<context>
    <name>TrainWords</name>
    <message>
        <source>A new last layer for your classes; the backbone stays as it is. The quickest, and often enough.</source>
        <translation>为您的类别换上新的最后一层，骨干网络保持不变。最快，而且往往就够用。</translation>
    </message>
    <message>
        <source>Begins with the last stage and lets an earlier one join in each epoch, more gently.</source>
        <translation>从最后一个阶段开始，每轮再加入前一个阶段，调整幅度依次减小。</translation>
    </message>
    <message>
        <source>Computed {0}</source>
        <translation>计算方式 {0}</translation>
    </message>
    <message>
        <source>Computed {0} (frozen stages) and {1} (trained)</source>
        <translation>计算方式：{0}（冻结的阶段），{1}（训练的部分）</translation>
    </message>
    <message>
        <source>Downloading what the backbone has learned before…</source>
        <translation>正在下载骨干网络的预训练权重…</translation>
    </message>
    <message>
        <source>Frozen stages</source>
        <translation>冻结的阶段</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>On {0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>Processes that load data</source>
        <translation>加载数据的进程</translation>
    </message>
    <message>
        <source>Stopped after {0} of {1} epochs ({2}); what was learned is kept.</source>
        <translation>已停止，完成 {0} / {1} 轮（{2}）；学到的内容已保留。</translation>
    </message>
    <message>
        <source>Stopped before the first epoch was over.</source>
        <translation>在第一轮结束之前就停止了。</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>Begins with {0} and a learning rate of {1}, unless you have chosen otherwise.</source>
        <translation>以 {0} 和学习率 {1} 开始，除非您另有选择。</translation>
    </message>
    <message>
        <source>Finished in {took}: right on {share} of the {samples} kept back, best in epoch {best}.</source>
        <translation>{took}后完成：留作验证的{samples}中判断正确 {share}，第 {best} 轮最佳。</translation>
    </message>
    <message>
        <source>Finished in {took}: {figure} on the {samples} kept back, best in epoch {best}.</source>
        <translation>用时 {took} 完成：在留出的{samples}上为 {figure}，最佳为第 {best} 轮。</translation>
    </message>
    <message>
        <source>First the head alone, with all {0} stages frozen; then all of them.</source>
        <translation>先只训练分类头，{0} 个阶段全部冻结；然后全部训练。</translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation>从零开始</translation>
    </message>
    <message>
        <source>Head first, then everything</source>
        <translation>先分类头，后全部</translation>
    </message>
    <message>
        <source>Looking at the {0} once (features)…</source>
        <translation>正在将{0}看一遍（特征）…</translation>
    </message>
    <message>
        <source>Measuring on the {0} kept back…</source>
        <translation>正在用留作验证的{0}测量…</translation>
    </message>
    <message>
        <source>Nothing learned before is used; wants very much data.</source>
        <translation>不使用以前学到的内容；需要极大量的数据。</translation>
    </message>
    <message>
        <source>One more stage each epoch</source>
        <translation>每轮多训练一个阶段</translation>
    </message>
    <message>
        <source>Only the head</source>
        <translation>仅分类头</translation>
    </message>
    <message>
        <source>Starts with the head and the last stage, ends with all {0}; earlier stages move less.</source>
        <translation>从分类头和最后一个阶段开始，直到 {0} 个阶段全部参与；越靠前的阶段变化越小。</translation>
    </message>
    <message>
        <source>Stopped; what was learned is kept: right on {share} of the {samples} kept back (epoch {best}).</source>
        <translation>已停止；学到的内容已保留：留作验证的{samples}中判断正确 {share}（第 {best} 轮）。</translation>
    </message>
    <message>
        <source>Stopped; what was learned is kept: {figure} on the {samples} kept back (epoch {best}).</source>
        <translation>已停止；学到的内容已保留：在留出的{samples}上为 {figure}（第 {best} 轮）。</translation>
    </message>
    <message>
        <source>The backbone stays as it is; adapters of rank {0} beside its layers learn, and are added to it in the end.</source>
        <translation>骨干网络保持不变；各层旁边秩为 {0} 的适配器学习，最后并入骨干网络。</translation>
    </message>
    <message>
        <source>The first stages stay as they are; the rest adapts to your data.</source>
        <translation>前面的阶段保持不变；其余部分适应您的数据。</translation>
    </message>
    <message>
        <source>The head and adapters in the last {0} stages</source>
        <translation>分类头和最后 {0} 个阶段中的适配器</translation>
    </message>
    <message>
        <source>The head and small adapters</source>
        <translation>分类头和小型适配器</translation>
    </message>
    <message>
        <source>The head and the last stage</source>
        <translation>分类头和最后一个阶段</translation>
    </message>
    <message>
        <source>The head and the last {0} stages</source>
        <translation>分类头和最后 {0} 个阶段</translation>
    </message>
    <message>
        <source>The last layer alone, which tells the next token, learns; the backbone stays as it is. The quickest.</source>
        <translation>只有说出下一个词元的最后一层参与学习；主干保持不变。最快。</translation>
    </message>
    <message>
        <source>The new head learns first, then the whole network with it: what it knows is kept better.</source>
        <translation>先让新的分类头学习，再与整个网络一起学习：能更好地保留已学到的知识。</translation>
    </message>
    <message>
        <source>The plugin that offers it is not here.</source>
        <translation>提供它的插件不可用。</translation>
    </message>
    <message>
        <source>The training failed.</source>
        <translation>训练失败了。</translation>
    </message>
    <message>
        <source>The whole network adapts, starting from what it knows; wants more data and more time.</source>
        <translation>整个网络从已有知识出发进行调整；需要更多数据和时间。</translation>
    </message>
    <message>
        <source>Trained stages and head</source>
        <translation>训练的阶段和分类头</translation>
    </message>
    <message>
        <source>Training epoch {0} of {1}</source>
        <translation>正在训练第 {0} 轮，共 {1} 轮</translation>
    </message>
    <message>
        <source>Training is finished after {0}.</source>
        <translation>训练已完成，用时 {0}。</translation>
    </message>
    <message>
        <source>Try again on the CPU</source>
        <translation>改用 CPU 重试</translation>
    </message>
    <message>
        <source>Try again with a learning rate of {0}</source>
        <translation>改用学习率 {0} 重试</translation>
    </message>
    <message>
        <source>Try again with only the head</source>
        <translation>改为只训练分类头重试</translation>
    </message>
    <message>
        <source>Try again with other settings</source>
        <translation>换用其他设置重试</translation>
    </message>
    <message>
        <source>Waiting…</source>
        <translation>等待中…</translation>
    </message>
    <message>
        <source>about {0} kept back to measure on</source>
        <translation>约 {0} 个留出用于验证</translation>
    </message>
    <message>
        <source>about {0} left</source>
        <translation>约剩 {0}</translation>
    </message>
    <message>
        <source>as the run has trained it</source>
        <translation>沿用该次训练得到的权重</translation>
    </message>
    <message>
        <source>begins with what your run ‘{0}’ has learned</source>
        <translation>从训练“{0}”学到的内容开始</translation>
    </message>
    <message>
        <source>fresh weights</source>
        <translation>全新权重</translation>
    </message>
    <message>
        <source>pretrained: {0}</source>
        <translation>预训练：{0}</translation>
    </message>
    <message>
        <source>torch.compile</source>
        <translation>torch.compile</translation>
    </message>
    <message>
        <source>weights from {0}</source>
        <translation>权重来自 {0}</translation>
    </message>
    <message>
        <source>{0} in {1}</source>
        <translation>{0}，{1}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>{0} parameters</source>
        <translation>{0} 参数</translation>
    </message>
    <message>
        <source>{0} with {1}</source>
        <translation>{0}，{1}</translation>
    </message>
    <message>
        <source>{0} {1}/s</source>
        <translation>每秒 {0} 个{1}</translation>
    </message>
    <message>
        <source>{0} to measure on, as the data says</source>
        <translation>{0} 个用于验证（按数据中的划分）</translation>
    </message>
</context>
<context>
    <name>TrainedBackbones</name>
    <message>
        <source>1 epoch</source>
        <translation>1 轮</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>begun with {0}</source>
        <translation>起点为 {0}</translation>
    </message>
    <message>
        <source>licence: only that of your data</source>
        <translation>许可证：仅受您的数据约束</translation>
    </message>
    <message>
        <source>licences: {0}</source>
        <translation>许可证：{0}</translation>
    </message>
    <message>
        <source>trained on {0}</source>
        <translation>训练数据：{0}</translation>
    </message>
    <message>
        <source>{0} epochs</source>
        <translation>{0} 轮</translation>
    </message>
    <message>
        <source>{0} right there</source>
        <translation>正确率 {0}</translation>
    </message>
    <message>
        <source>{0} there</source>
        <translation>当时 {0}</translation>
    </message>
</context>
<context>
    <name>TrainingChoice</name>
    <message>
        <source>Accumulated batches</source>
        <translation>累积批次数</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>Average of weights (EMA)</source>
        <translation>权重平均 (EMA)</translation>
    </message>
    <message>
        <source>Averages so many batches for one correction: a larger batch than fits into memory.</source>
        <translation>把这么多批次合并为一次修正，相当于使用超出内存容量的大批次。</translation>
    </message>
    <message>
        <source>Balance and stability</source>
        <translation>均衡与稳定</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批次大小</translation>
    </message>
    <message>
        <source>Blends two pictures and their classes (MixUp) or pastes a part of one into the other (CutMix), against overfitting when much of the network is trained.</source>
        <translation>把两张图片及其类别混合 (MixUp)，或把一张的局部粘贴到另一张上 (CutMix)；在训练网络的较大部分时可防止过拟合。</translation>
    </message>
    <message>
        <source>Cache features</source>
        <translation>缓存特征</translation>
    </message>
    <message>
        <source>Class balance</source>
        <translation>类别均衡</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Each stage learns with this share of the rate of the stage behind it: earlier stages, which see general things, move less. 1 gives all the same rate.</source>
        <translation>每个阶段的学习率是后一阶段的这个比例：靠前的阶段识别的是通用特征，变化较小。1 表示所有阶段学习率相同。</translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>训练轮数</translation>
    </message>
    <message>
        <source>For SGD: how much of the previous correction is carried on.</source>
        <translation>用于 SGD：沿用多少上一次的修正。</translation>
    </message>
    <message>
        <source>For SGD: looks ahead along the momentum before correcting.</source>
        <translation>用于 SGD：修正前先沿动量方向向前看一步。</translation>
    </message>
    <message>
        <source>For head first, then everything: epochs in which only the head is trained. 0 takes a third of them.</source>
        <translation>用于“先分类头，后全部”：只训练分类头的轮数。0 表示取总轮数的三分之一。</translation>
    </message>
    <message>
        <source>For head first, then everything: the learning rate of the second part, as a share of the first.</source>
        <translation>用于“先分类头，后全部”：第二部分的学习率占第一部分的比例。</translation>
    </message>
    <message>
        <source>Freeze norm statistics</source>
        <translation>冻结归一化统计量</translation>
    </message>
    <message>
        <source>Gradient clipping</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Head epochs</source>
        <translation>分类头轮数</translation>
    </message>
    <message>
        <source>How large each correction is. Too large and the loss jumps or grows, too small and nothing moves.</source>
        <translation>每次修正的幅度。太大，损失会跳动或上升；太小，则几乎没有进展。</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>训练时长</translation>
    </message>
    <message>
        <source>How many processes train together, each on its own GPU and with its share of every batch. 0 takes one for each GPU of this computer; the result is the same, only faster.</source>
        <translation>同时训练的进程数，每个进程使用一个 GPU，并分担每个批次的一部分。0 表示本机每个 GPU 各一个进程；结果相同，只是更快。</translation>
    </message>
    <message>
        <source>How many times the training goes through all the data. More takes longer and can help until the validation curve stops getting better.</source>
        <translation>训练把全部数据过多少遍。次数越多耗时越长，在验证曲线不再变好之前可能有帮助。</translation>
    </message>
    <message>
        <source>How the learning rate changes: cosine falls smoothly to zero, one-cycle rises for the first third and then falls, step divides it by ten at a half and at three quarters of the epochs, constant stays.</source>
        <translation>学习率如何变化：余弦平滑降到零；单周期在前三分之一上升，随后下降；阶梯下降在一半和四分之三轮数处各除以十；恒定保持不变。</translation>
    </message>
    <message>
        <source>Leaves the statistics of batch normalisation as they were pretrained, also in trained stages. For small batches. From scratch there are none to leave.</source>
        <translation>让批归一化的统计量保持预训练时的样子，在被训练的阶段中也是如此。适合小批次。从零开始时没有可保留的统计量。</translation>
    </message>
    <message>
        <source>Loader workers</source>
        <translation>加载进程数</translation>
    </message>
    <message>
        <source>Nesterov momentum</source>
        <translation>Nesterov 动量</translation>
    </message>
    <message>
        <source>Never asks for full certainty: this share is spread over the other classes, which makes the probabilities more honest.</source>
        <translation>不要求百分之百的确定：把这个比例分摊给其他类别，使概率更可信。</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Part of the data that is kept back to measure on, the same share of every class. Not used when the dataset brings its own validation split.</source>
        <translation>留出用于验证的数据比例，每个类别的比例相同。数据集自带验证集时不使用。</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>计算精度</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>进程数</translation>
    </message>
    <message>
        <source>Pulls weights towards zero at each step, against overfitting. Not applied to norms and biases.</source>
        <translation>每一步都把权重拉向零，以防过拟合。不作用于归一化层和偏置。</translation>
    </message>
    <message>
        <source>Rate share of the second part</source>
        <translation>第二部分的学习率比例</translation>
    </message>
    <message>
        <source>Stops when the validation has not become better for so many epochs; 0 trains all of them.</source>
        <translation>验证结果连续这么多轮没有变好时停止；0 表示训练全部轮数。</translation>
    </message>
    <message>
        <source>The learning rate rises from zero over so many epochs, which calms the start when much is trained.</source>
        <translation>学习率在这么多轮内从零逐渐升高；训练部分较多时，可让开头更平稳。</translation>
    </message>
    <message>
        <source>The rule that turns gradients into corrections: SGD with momentum (robust) or one that adapts the step of each weight, such as AdamW (wants a learning rate about ten times smaller).</source>
        <translation>把梯度变成修正的规则：带动量的 SGD（稳健），或为每个权重自动调整步长的方法，例如 AdamW（学习率需要小约十倍）。</translation>
    </message>
    <message>
        <source>What computes. Automatic takes a GPU if there is a working one.</source>
        <translation>使用的计算设备。“自动”会在有可用 GPU 时使用 GPU。</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>图片尺寸</translation>
    </message>
    <message>
        <source>Compute what the frozen stages make of each sample once and reuse it in every epoch. The result is the same, only faster.</source>
        <translation>冻结阶段对每个样本的计算只做一次，并在每轮中重复使用。结果相同，只是更快。</translation>
    </message>
    <message>
        <source>For classes of very different size: weights make samples of small classes count more, sampling shows them more often.</source>
        <translation>用于大小悬殊的类别：权重让小类别的样本更受重视，采样让它们出现得更频繁。</translation>
    </message>
    <message>
        <source>How many samples are averaged for one correction. Halve it if memory runs out.</source>
        <translation>每次修正对多少个样本取平均。内存不足时减半。</translation>
    </message>
    <message>
        <source>How many tokens (words and parts of words) of a text the network sees; what is longer is cut. 0 takes what the backbone suggests; fewer is faster.</source>
        <translation>网络最多看到文本的多少个词元（词或词的一部分）；超出的部分会被截断。0 表示采用骨干网络建议的长度；越少越快。</translation>
    </message>
    <message>
        <source>Keeps a running average of the weights, which is often a little better than the last ones; 0.99 to 0.9999, 0 is off.</source>
        <translation>保留权重的滑动平均，通常比最后的权重略好；取 0.99 到 0.9999，0 表示关闭。</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Layer-wise rate decay</source>
        <translation>逐层学习率衰减</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Mixing</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Number format of the computation. Automatic measures what is fastest here without harm; half precision (bf16, fp16) is for GPUs and for CPUs with instructions for it.</source>
        <translation>计算所用的数字格式。自动会测量在这里无害而最快的一种；半精度（bf16、fp16）适用于 GPU 和带有相应指令的 CPU。</translation>
    </message>
    <message>
        <source>Processes that prepare the data while the network computes. Automatic begins with threads, and takes processes where it measures that the training waits for data. The result is the same, only faster.</source>
        <translation>在网络计算的同时准备数据的进程。“自动”先用线程，测得训练在等待数据时改用进程。结果相同，只是更快。</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Shortens corrections whose gradient is longer than this; 0 does not. Helps when the loss jumps.</source>
        <translation>梯度超过此长度时缩短修正；0 表示不裁剪。损失跳动时有帮助。</translation>
    </message>
    <message>
        <source>Shows every picture a little differently each time, so that fewer pictures teach more. Light flips and crops; standard also changes colours; strong distorts (RandAugment) and erases parts. Without it the frozen part is computed only once, which is much faster.</source>
        <translation>每次都让图片略有不同，用较少的图片学到更多。轻度：翻转和裁剪；标准：还会改变颜色；强：扭曲 (RandAugment) 并擦除局部。不使用时，冻结部分只需计算一次，会快很多。</translation>
    </message>
    <message>
        <source>Side in pixels at which the network sees the pictures. 0 takes what the backbone was trained with; smaller is faster and loses detail.</source>
        <translation>网络看到的图片边长（像素）。0 表示采用骨干网络训练时的尺寸；越小越快，但会丢失细节。</translation>
    </message>
    <message>
        <source>Start of all that is random: the split, the order, the fresh weights. The same seed on the same computer gives the same result.</source>
        <translation>所有随机过程的起点：数据划分、顺序、新权重。同一台电脑上，相同的种子得到相同的结果。</translation>
    </message>
    <message>
        <source>Text length</source>
        <translation>文本长度</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>验证比例</translation>
    </message>
    <message>
        <source>Warm-up epochs</source>
        <translation>预热轮数</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
</context>
<context>
    <name>UnreadableList</name>
    <message>
        <source>Back to the {0}</source>
        <translation>返回{0}</translation>
    </message>
    <message>
        <source>Copy list</source>
        <translation>复制列表</translation>
    </message>
    <message>
        <source>They are left out of training. Mend or delete them, then open the data again.</source>
        <translation>它们不参与训练。请修复或删除，然后重新打开数据。</translation>
    </message>
    <message>
        <source>{0} that cannot be read</source>
        <translation>无法读取的{0}</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>UpdateCard</name>
    <message>
        <source>Address for updates</source>
        <translation>更新地址</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在询问…</translation>
    </message>
    <message>
        <source>Asks for the newest version and sends nothing else. Nothing is downloaded or changed.</source>
        <translation>只询问最新版本，不发送其他内容。不会下载或更改任何东西。</translation>
    </message>
    <message>
        <source>Empty takes the releases that this copy belongs to.</source>
        <translation>留空则使用此副本所属的发布。</translation>
    </message>
    <message>
        <source>Look now</source>
        <translation>立即查看</translation>
    </message>
    <message>
        <source>Look once a day</source>
        <translation>每天查看一次</translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation>打开其页面</translation>
    </message>
    <message>
        <source>This copy knows no releases that it belongs to. Without an address nobody is asked.</source>
        <translation>此副本不知道自己属于哪个发布。没有地址就不会询问任何人。</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Version {0} is there.</source>
        <translation>版本 {0} 已发布。</translation>
    </message>
    <message>
        <source>You have the newest version.</source>
        <translation>您使用的是最新版本。</translation>
    </message>
</context>
<context>
    <name>ValueResults</name>
    <message>
        <source>1 is perfect, 0 is no better than always saying the mean.</source>
        <translation>1 为完美，0 则不比总说平均值更好。</translation>
    </message>
    <message>
        <source>9 of 10 within</source>
        <translation>九成误差在</translation>
    </message>
    <message>
        <source>All but R² in the unit of your data.</source>
        <translation>除 R² 外均以您数据的单位表示。</translation>
    </message>
    <message>
        <source>Error: said minus true</source>
        <translation>误差：预测减真实</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>How large the errors are, and how often</source>
        <translation>误差的大小与频次</translation>
    </message>
    <message>
        <source>In figures</source>
        <translation>具体数字</translation>
    </message>
    <message>
        <source>Mean error</source>
        <translation>平均误差</translation>
    </message>
    <message>
        <source>On the line, the model is right; above it, it says too much. Press a point to see it.</source>
        <translation>在线上表示模型正确；在线上方表示说得过大。点按一个点可查看它。</translation>
    </message>
    <message>
        <source>Root mean square</source>
        <translation>均方根</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Said against true</source>
        <translation>预测与真实</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>The farthest off first; open one to see it large.</source>
        <translation>偏差最大的排在最前；打开可放大查看。</translation>
    </message>
    <message>
        <source>The largest errors</source>
        <translation>最大的误差</translation>
    </message>
    <message>
        <source>There is no {0} to measure on.</source>
        <translation>没有可用于评估的{0}。</translation>
    </message>
    <message>
        <source>True</source>
        <translation>真实类别</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>likewise, with large errors counting more.</source>
        <translation>同上，但较大的误差权重更高。</translation>
    </message>
    <message>
        <source>mean error {0}</source>
        <translation>平均误差 {0}</translation>
    </message>
    <message>
        <source>mean over the values</source>
        <translation>各数值的平均</translation>
    </message>
    <message>
        <source>nine of ten errors are not larger.</source>
        <translation>十分之九的误差不超过它。</translation>
    </message>
    <message>
        <source>standard deviation of the true values.</source>
        <translation>真实值的标准差。</translation>
    </message>
    <message>
        <source>the size of an error, on average.</source>
        <translation>误差大小的平均值。</translation>
    </message>
</context>
<context>
    <name>ValueSpreads</name>
    <message>
        <source>How ‘{0}’ is spread</source>
        <translation>“{0}”的分布</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>{0} to {1}, {2} on average</source>
        <translation>{0} 到 {1}，平均 {2}</translation>
    </message>
</context>
<context>
    <name>ValueTableOptions</name>
    <message>
        <source>A CSV, TSV, JSON Lines or Parquet file with a row for each picture.</source>
        <translation>CSV、TSV、JSON Lines 或 Parquet 文件，每张图片一行。</translation>
    </message>
    <message>
        <source>Column of pictures</source>
        <translation>图片列</translation>
    </message>
    <message>
        <source>Column of the split</source>
        <translation>划分列</translation>
    </message>
    <message>
        <source>Columns of values</source>
        <translation>数值列</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Empty takes UTF-8, or UTF-16 where the file says so. Old files may need cp1252 or gb18030.</source>
        <translation>留空则为 UTF-8，文件注明时为 UTF-16。旧文件可能需要 cp1252 或 gb18030。</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Ending</source>
        <translation>扩展名</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Folder of the pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>Holds the paths of the pictures. Empty takes the one with names of picture files.</source>
        <translation>包含图片路径的列。留空则采用含有图片文件名的列。</translation>
    </message>
    <message>
        <source>Is added to each name, for instance .jpg, where the table names the pictures without it.</source>
        <translation>表格中的图片名没有扩展名时，附加在每个名称之后，例如 .jpg。</translation>
    </message>
    <message>
        <source>Of numbers, separated by commas. Empty takes all columns of numbers.</source>
        <translation>数字列，用逗号隔开。留空则采用所有数字列。</translation>
    </message>
    <message>
        <source>Quotes enclose texts</source>
        <translation>引号括住文本</translation>
    </message>
    <message>
        <source>Says of each row whether it is for train, validation or test. Empty takes one called split, if there is one.</source>
        <translation>说明每一行用于训练、验证还是测试。留空则取名为 split 的列（如果有）。</translation>
    </message>
    <message>
        <source>Switch it off for a CSV or TSV file in which the sign &quot; is a part of the texts.</source>
        <translation>如果 CSV 或 TSV 文件中的引号 &quot; 是文本的一部分，请关闭。</translation>
    </message>
    <message>
        <source>What stands between two columns of a CSV file. Automatic looks at its first rows.</source>
        <translation>CSV 文件中两列之间的符号。自动则查看前几行来判断。</translation>
    </message>
    <message>
        <source>Where the paths begin. Empty takes the folder of the table.</source>
        <translation>路径的起点。留空则为表格所在的文件夹。</translation>
    </message>
</context>
<context>
    <name>VocOptions</name>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Holds pictures and an XML file for each; splits in ImageSets or folders are used.</source>
        <translation>含有图片，每张有一个 XML 文件；ImageSets 或文件夹中的划分会被采用。</translation>
    </message>
    <message>
        <source>Of XML files that do not say theirs. Empty takes UTF-8, or UTF-16 where the file says so; old tools may need cp1252.</source>
        <translation>未标明编码的 XML 文件的编码。留空则用 UTF-8，或按文件标明的 UTF-16；旧工具可能需要 cp1252 或 gb18030。</translation>
    </message>
</context>
<context>
    <name>WaitingWindow</name>
    <message>
        <source>Desktop TL is starting and waits for the plugin {0}.</source>
        <translation>Desktop TL 正在启动，正在等待插件 {0}。</translation>
    </message>
    <message>
        <source>It takes unusually long. Without it, the app starts at once; the page Plugins enables it again.</source>
        <translation>它花费的时间异常地长。不用它，应用会立即启动；可在“插件”页面重新启用它。</translation>
    </message>
    <message>
        <source>Start without this plugin</source>
        <translation>不用此插件启动</translation>
    </message>
</context>
<context>
    <name>WeightsPanel</name>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose a local file…</source>
        <translation>选择本地文件…</translation>
    </message>
    <message>
        <source>Choose a weights file</source>
        <translation>选择权重文件</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Download now</source>
        <translation>立即下载</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>From your own file: {0}</source>
        <translation>来自您的文件：{0}</translation>
    </message>
    <message>
        <source>From your run ‘{0}’</source>
        <translation>来自您的训练“{0}”</translation>
    </message>
    <message>
        <source>Look it up</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Pretrained weights</source>
        <translation>预训练权重</translation>
    </message>
    <message>
        <source>Use the published ones</source>
        <translation>改用已发布的权重</translation>
    </message>
    <message>
        <source>Weights (*.safetensors *.pth *.pt *.bin)</source>
        <translation>权重 (*.safetensors *.pth *.pt *.bin)</translation>
    </message>
    <message>
        <source>What it is made of must be looked up on the network first.</source>
        <translation>须先在网络上查询它的结构。</translation>
    </message>
    <message>
        <source>Which pretrained weights</source>
        <translation>使用哪套预训练权重</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>WritingResults</name>
    <message>
        <source>Between so many equally likely tokens it is unsure on average. Lower is better, 1 is perfect.</source>
        <translation>平均而言，它在这么多个同样可能的词元之间拿不定主意。越低越好，1 为完美。</translation>
    </message>
    <message>
        <source>How hard the texts are</source>
        <translation>文本有多难</translation>
    </message>
    <message>
        <source>In figures</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Least expected by the model; open one to read it.</source>
        <translation>模型最没料到的文本；打开一条即可阅读。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Not drawn, because harder still: {0}.</source>
        <translation>更难而未画出的：{0}。</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>Perplexity of a text</source>
        <translation>单条文本的困惑度</translation>
    </message>
    <message>
        <source>Press a column to sort by it.</source>
        <translation>点按一列即可按它排序。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>The hardest texts</source>
        <translation>最难的文本</translation>
    </message>
    <message>
        <source>The higher a bar, the more texts have that perplexity.</source>
        <translation>柱子越高，具有该困惑度的文本越多。</translation>
    </message>
    <message>
        <source>The {0} hardest ones.</source>
        <translation>最难的 {0} 条。</translation>
    </message>
    <message>
        <source>There is no {0} to measure on.</source>
        <translation>没有可用于评估的{0}。</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>between so many equally likely tokens the model was unsure.</source>
        <translation>模型在这么多个同样可能的词元之间拿不定主意。</translation>
    </message>
    <message>
        <source>loss {0} a token</source>
        <translation>每词元损失 {0}</translation>
    </message>
    <message>
        <source>the mean over its tokens: minus the logarithm of the probability of the right one.</source>
        <translation>对其词元取平均：正确词元概率的负对数。</translation>
    </message>
    <message>
        <source>words and parts of words that were to be told.</source>
        <translation>需要说出的词和词的部分。</translation>
    </message>
</context>
<context>
    <name>WritingWords</name>
    <message>
        <source>1 token</source>
        <translation>1 个词元</translation>
    </message>
    <message>
        <source>Perplexity {0}: at its {1} on average as unsure as between {0} equally likely ones.</source>
        <translation>困惑度 {0}：在它的 {1}上，平均相当于在 {0} 个同样可能的词元之间拿不定主意。</translation>
    </message>
    <message>
        <source>Perplexity {0}: on average it is as unsure of the next token as between {0} equally likely ones, on {1}.</source>
        <translation>困惑度 {0}：在 {1}上，它对下一个词元的把握平均相当于在 {0} 个同样可能的词元之间选择。</translation>
    </message>
    <message>
        <source>{0} tokens</source>
        <translation>{0} 个词元</translation>
    </message>
</context>
<context>
    <name>YoloOptions</name>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Holds pictures and a text file of boxes for each, with the names of the classes in data.yaml or classes.txt.</source>
        <translation>含有图片，每张有一个记录框的文本文件，类别名称写在 data.yaml 或 classes.txt 中。</translation>
    </message>
    <message>
        <source>Of data.yaml or classes.txt. Empty takes UTF-8, or UTF-16 where the file says so; old tools may need cp1252.</source>
        <translation>data.yaml 或 classes.txt 的编码。留空则用 UTF-8，或按文件标明的 UTF-16；旧工具可能需要 cp1252 或 gb18030。</translation>
    </message>
</context>
<context>
    <name>_Grid</name>
    <message>
        <source>As it is</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Epoch {0}</source>
        <translation>第 {0} 轮</translation>
    </message>
    <message>
        <source>Examples of augmented pictures</source>
        <translation>数据增强示例</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预测类别</translation>
    </message>
    <message>
        <source>True</source>
        <translation>真实类别</translation>
    </message>
</context>
<context>
    <name>_PictureView</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>_PlanRow</name>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>Reset “{0}” to its default</source>
        <translation>将“{0}”恢复为默认值</translation>
    </message>
</context>
<context>
    <name>_Rows</name>
    <message>
        <source>Every stage is adapted</source>
        <translation>每个阶段都有适配器</translation>
    </message>
    <message>
        <source>Everything is trained</source>
        <translation>全部参与训练</translation>
    </message>
    <message>
        <source>Frozen above – adapted below</source>
        <translation>以上冻结 – 以下适配</translation>
    </message>
    <message>
        <source>Frozen above – only the head is trained</source>
        <translation>以上冻结 – 只训练分类头</translation>
    </message>
    <message>
        <source>Frozen above – trained below</source>
        <translation>以上冻结 – 以下训练</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>分类头</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Stages: {frozen} of {count} frozen</source>
        <translation>阶段：已冻结 {frozen} / {count}</translation>
    </message>
    <message>
        <source>adapted</source>
        <translation>适配</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>trained</source>
        <translation>训练</translation>
    </message>
</context>
<context>
    <name>_Scale</name>
    <message>
        <source>Colour scale: share of the true class, right and mistaken</source>
        <translation>色标：占真实类别的比例，正确与错误</translation>
    </message>
    <message>
        <source>Mistaken</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>The stronger the colour, the larger the share of the true class: 0 to 100 %.</source>
        <translation>颜色越深，占真实类别的比例越大：0 到 100 %。</translation>
    </message>
</context>
<context>
    <name>_TextView</name>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
</context>
<context>
    <name>amounts</name>
    <message>
        <source>d MMM</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>h</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>min</source>
        <translation>分</translation>
    </message>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>today {0}</source>
        <translation>今天 {0}</translation>
    </message>
    <message>
        <source>yesterday {0}</source>
        <translation>昨天 {0}</translation>
    </message>
    <message>
        <source>{0} h {1:02d} min</source>
        <translation>{0} 小时 {1:02d} 分</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>{0} min ago</source>
        <translation>{0} 分钟前</translation>
    </message>
    <message>
        <source>{0} min {1:02d} s</source>
        <translation>{0} 分 {1:02d} 秒</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0}{1}</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0} {1}</translation>
    </message>
</context>
<context>
    <name>fasterrcnn_mobilenet_v3_large_320_fpn_options</name>
    <message>
        <source>Boxes of which the network is less sure are not told at all. Leave it low: how sure is sure enough is chosen when the boxes are looked at, and the figures of an evaluation need the unsure ones too.</source>
        <translation>网络把握更小的框完全不说。请保持较低：看框时再选择多大把握才够，评估的数字也需要把握小的框。</translation>
    </message>
    <message>
        <source>Lowest score</source>
        <translation>最低分数</translation>
    </message>
    <message>
        <source>Most boxes</source>
        <translation>最多框数</translation>
    </message>
    <message>
        <source>Of two boxes of a class that share more than this part, only the surer one is told. Raise it where things of one class stand close together.</source>
        <translation>同一类别的两个框重叠超过这个比例时，只说把握更大的那个。同类物体靠得很近时请调高。</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation>图片大小</translation>
    </message>
    <message>
        <source>So many boxes of a picture are told at most.</source>
        <translation>每张图片最多说出这么多个框。</translation>
    </message>
    <message>
        <source>The longer side of a picture is brought to so many pixels. Small things need a large picture, which takes longer and more memory.</source>
        <translation>图片的长边缩放到这么多像素。小物体需要大图片，耗时更长、内存更多。</translation>
    </message>
</context>
<context>
    <name>fasterrcnn_mobilenet_v3_large_fpn_options</name>
    <message>
        <source>Boxes of which the network is less sure are not told at all. Leave it low: how sure is sure enough is chosen when the boxes are looked at, and the figures of an evaluation need the unsure ones too.</source>
        <translation>网络把握更小的框完全不说。请保持较低：看框时再选择多大把握才够，评估的数字也需要把握小的框。</translation>
    </message>
    <message>
        <source>Lowest score</source>
        <translation>最低分数</translation>
    </message>
    <message>
        <source>Most boxes</source>
        <translation>最多框数</translation>
    </message>
    <message>
        <source>Of two boxes of a class that share more than this part, only the surer one is told. Raise it where things of one class stand close together.</source>
        <translation>同一类别的两个框重叠超过这个比例时，只说把握更大的那个。同类物体靠得很近时请调高。</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation>图片大小</translation>
    </message>
    <message>
        <source>So many boxes of a picture are told at most.</source>
        <translation>每张图片最多说出这么多个框。</translation>
    </message>
    <message>
        <source>The longer side of a picture is brought to so many pixels. Small things need a large picture, which takes longer and more memory.</source>
        <translation>图片的长边缩放到这么多像素。小物体需要大图片，耗时更长、内存更多。</translation>
    </message>
</context>
<context>
    <name>fasterrcnn_resnet50_fpn_options</name>
    <message>
        <source>Boxes of which the network is less sure are not told at all. Leave it low: how sure is sure enough is chosen when the boxes are looked at, and the figures of an evaluation need the unsure ones too.</source>
        <translation>网络把握更小的框完全不说。请保持较低：看框时再选择多大把握才够，评估的数字也需要把握小的框。</translation>
    </message>
    <message>
        <source>Lowest score</source>
        <translation>最低分数</translation>
    </message>
    <message>
        <source>Most boxes</source>
        <translation>最多框数</translation>
    </message>
    <message>
        <source>Of two boxes of a class that share more than this part, only the surer one is told. Raise it where things of one class stand close together.</source>
        <translation>同一类别的两个框重叠超过这个比例时，只说把握更大的那个。同类物体靠得很近时请调高。</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation>图片大小</translation>
    </message>
    <message>
        <source>So many boxes of a picture are told at most.</source>
        <translation>每张图片最多说出这么多个框。</translation>
    </message>
    <message>
        <source>The longer side of a picture is brought to so many pixels. Small things need a large picture, which takes longer and more memory.</source>
        <translation>图片的长边缩放到这么多像素。小物体需要大图片，耗时更长、内存更多。</translation>
    </message>
</context>
<context>
    <name>fasterrcnn_resnet50_fpn_v2_options</name>
    <message>
        <source>Boxes of which the network is less sure are not told at all. Leave it low: how sure is sure enough is chosen when the boxes are looked at, and the figures of an evaluation need the unsure ones too.</source>
        <translation>网络把握更小的框完全不说。请保持较低：看框时再选择多大把握才够，评估的数字也需要把握小的框。</translation>
    </message>
    <message>
        <source>Lowest score</source>
        <translation>最低分数</translation>
    </message>
    <message>
        <source>Most boxes</source>
        <translation>最多框数</translation>
    </message>
    <message>
        <source>Of two boxes of a class that share more than this part, only the surer one is told. Raise it where things of one class stand close together.</source>
        <translation>同一类别的两个框重叠超过这个比例时，只说把握更大的那个。同类物体靠得很近时请调高。</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation>图片大小</translation>
    </message>
    <message>
        <source>So many boxes of a picture are told at most.</source>
        <translation>每张图片最多说出这么多个框。</translation>
    </message>
    <message>
        <source>The longer side of a picture is brought to so many pixels. Small things need a large picture, which takes longer and more memory.</source>
        <translation>图片的长边缩放到这么多像素。小物体需要大图片，耗时更长、内存更多。</translation>
    </message>
</context>
<context>
    <name>fcos_resnet18_options</name>
    <message>
        <source>Boxes of which the network is less sure are not told at all. Leave it low: how sure is sure enough is chosen when the boxes are looked at, and the figures of an evaluation need the unsure ones too.</source>
        <translation>网络把握更小的框完全不说。请保持较低：看框时再选择多大把握才够，评估的数字也需要把握小的框。</translation>
    </message>
    <message>
        <source>Lowest score</source>
        <translation>最低分数</translation>
    </message>
    <message>
        <source>Most boxes</source>
        <translation>最多框数</translation>
    </message>
    <message>
        <source>Of two boxes of a class that share more than this part, only the surer one is told. Raise it where things of one class stand close together.</source>
        <translation>同一类别的两个框重叠超过这个比例时，只说把握更大的那个。同类物体靠得很近时请调高。</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation>图片大小</translation>
    </message>
    <message>
        <source>So many boxes of a picture are told at most.</source>
        <translation>每张图片最多说出这么多个框。</translation>
    </message>
    <message>
        <source>The longer side of a picture is brought to so many pixels. Small things need a large picture, which takes longer and more memory.</source>
        <translation>图片的长边缩放到这么多像素。小物体需要大图片，耗时更长、内存更多。</translation>
    </message>
</context>
<context>
    <name>fcos_resnet50_fpn_options</name>
    <message>
        <source>Boxes of which the network is less sure are not told at all. Leave it low: how sure is sure enough is chosen when the boxes are looked at, and the figures of an evaluation need the unsure ones too.</source>
        <translation>网络把握更小的框完全不说。请保持较低：看框时再选择多大把握才够，评估的数字也需要把握小的框。</translation>
    </message>
    <message>
        <source>Lowest score</source>
        <translation>最低分数</translation>
    </message>
    <message>
        <source>Most boxes</source>
        <translation>最多框数</translation>
    </message>
    <message>
        <source>Of two boxes of a class that share more than this part, only the surer one is told. Raise it where things of one class stand close together.</source>
        <translation>同一类别的两个框重叠超过这个比例时，只说把握更大的那个。同类物体靠得很近时请调高。</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation>图片大小</translation>
    </message>
    <message>
        <source>So many boxes of a picture are told at most.</source>
        <translation>每张图片最多说出这么多个框。</translation>
    </message>
    <message>
        <source>The longer side of a picture is brought to so many pixels. Small things need a large picture, which takes longer and more memory.</source>
        <translation>图片的长边缩放到这么多像素。小物体需要大图片，耗时更长、内存更多。</translation>
    </message>
</context>
<context>
    <name>retinanet_resnet50_fpn_options</name>
    <message>
        <source>Boxes of which the network is less sure are not told at all. Leave it low: how sure is sure enough is chosen when the boxes are looked at, and the figures of an evaluation need the unsure ones too.</source>
        <translation>网络把握更小的框完全不说。请保持较低：看框时再选择多大把握才够，评估的数字也需要把握小的框。</translation>
    </message>
    <message>
        <source>Lowest score</source>
        <translation>最低分数</translation>
    </message>
    <message>
        <source>Most boxes</source>
        <translation>最多框数</translation>
    </message>
    <message>
        <source>Of two boxes of a class that share more than this part, only the surer one is told. Raise it where things of one class stand close together.</source>
        <translation>同一类别的两个框重叠超过这个比例时，只说把握更大的那个。同类物体靠得很近时请调高。</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation>图片大小</translation>
    </message>
    <message>
        <source>So many boxes of a picture are told at most.</source>
        <translation>每张图片最多说出这么多个框。</translation>
    </message>
    <message>
        <source>The longer side of a picture is brought to so many pixels. Small things need a large picture, which takes longer and more memory.</source>
        <translation>图片的长边缩放到这么多像素。小物体需要大图片，耗时更长、内存更多。</translation>
    </message>
</context>
<context>
    <name>retinanet_resnet50_fpn_v2_options</name>
    <message>
        <source>Boxes of which the network is less sure are not told at all. Leave it low: how sure is sure enough is chosen when the boxes are looked at, and the figures of an evaluation need the unsure ones too.</source>
        <translation>网络把握更小的框完全不说。请保持较低：看框时再选择多大把握才够，评估的数字也需要把握小的框。</translation>
    </message>
    <message>
        <source>Lowest score</source>
        <translation>最低分数</translation>
    </message>
    <message>
        <source>Most boxes</source>
        <translation>最多框数</translation>
    </message>
    <message>
        <source>Of two boxes of a class that share more than this part, only the surer one is told. Raise it where things of one class stand close together.</source>
        <translation>同一类别的两个框重叠超过这个比例时，只说把握更大的那个。同类物体靠得很近时请调高。</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation>图片大小</translation>
    </message>
    <message>
        <source>So many boxes of a picture are told at most.</source>
        <translation>每张图片最多说出这么多个框。</translation>
    </message>
    <message>
        <source>The longer side of a picture is brought to so many pixels. Small things need a large picture, which takes longer and more memory.</source>
        <translation>图片的长边缩放到这么多像素。小物体需要大图片，耗时更长、内存更多。</translation>
    </message>
</context>
<context>
    <name>ssd300_vgg16_options</name>
    <message>
        <source>Boxes of which the network is less sure are not told at all. Leave it low: how sure is sure enough is chosen when the boxes are looked at, and the figures of an evaluation need the unsure ones too.</source>
        <translation>网络把握更小的框完全不说。请保持较低：看框时再选择多大把握才够，评估的数字也需要把握小的框。</translation>
    </message>
    <message>
        <source>Lowest score</source>
        <translation>最低分数</translation>
    </message>
    <message>
        <source>Most boxes</source>
        <translation>最多框数</translation>
    </message>
    <message>
        <source>Of two boxes of a class that share more than this part, only the surer one is told. Raise it where things of one class stand close together.</source>
        <translation>同一类别的两个框重叠超过这个比例时，只说把握更大的那个。同类物体靠得很近时请调高。</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>So many boxes of a picture are told at most.</source>
        <translation>每张图片最多说出这么多个框。</translation>
    </message>
</context>
<context>
    <name>ssdlite320_mobilenet_v3_large_options</name>
    <message>
        <source>Boxes of which the network is less sure are not told at all. Leave it low: how sure is sure enough is chosen when the boxes are looked at, and the figures of an evaluation need the unsure ones too.</source>
        <translation>网络把握更小的框完全不说。请保持较低：看框时再选择多大把握才够，评估的数字也需要把握小的框。</translation>
    </message>
    <message>
        <source>Lowest score</source>
        <translation>最低分数</translation>
    </message>
    <message>
        <source>Most boxes</source>
        <translation>最多框数</translation>
    </message>
    <message>
        <source>Of two boxes of a class that share more than this part, only the surer one is told. Raise it where things of one class stand close together.</source>
        <translation>同一类别的两个框重叠超过这个比例时，只说把握更大的那个。同类物体靠得很近时请调高。</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>So many boxes of a picture are told at most.</source>
        <translation>每张图片最多说出这么多个框。</translation>
    </message>
</context>
</TS>
