<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Choose pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the selected numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the selected run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In lists and pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open what is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search on this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start training (on the Train page)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop training (on the Train page)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AugmentationView</name>
    <message>
        <source>At the left each picture as it is, then as the first epochs see it: another one each time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mixing then blends pairs of these, which is not shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the pictures that were tried can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without augmentation every epoch sees the same.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BackboneBrowser</name>
    <message>
        <source>Any size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backbones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most accurate first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear search and filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No backbone fits what you look for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only those that can be trained at once, without a download.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quickest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recommended first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search backbones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size in parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smallest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to {0} M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights are here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} backbones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BackboneChoice</name>
    <message>
        <source>A weights file on this computer, or the folder of a run, used instead of the published weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options of the backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pretrained network, for instance torchvision/resnet50.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which pretrained weights; empty takes the first that the backbone offers.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BackboneDelegate</name>
    <message>
        <source>Recommended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yours</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BackboneDetails</name>
    <message>
        <source>, no other size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every picture is brought to this size before the network sees it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often its first answer was right when its authors measured it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence of the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence of the weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More about it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multiplications with additions for one picture; more take longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options of this backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Published accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The numbers that it has learned; more need more memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is done to every picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What recipes and the terminal call it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work for a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} on {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} × {0} pixels</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BackboneModel</name>
    <message>
        <source>weights: {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CachedFeatures</name>
    <message>
        <source>All of it is in use by a run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cached features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clearing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is kept now; there is room for {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What frozen stages made of your pictures, so that the next run on them starts at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} became free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of at most {1}. The least recently used go first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CheckStrip</name>
    <message>
        <source>1 picture cannot be read and will be left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {0} can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} pictures cannot be read and will be left out.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassCard</name>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassTable</name>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recognised (recall)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recognised: part of the pictures of the class that is recognised.
Reliable: part of the pictures called so that really are.
Press a column to sort by it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reliable (precision)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfusionMatrix</name>
    <message>
        <source>Confusion matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Percent of row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a cell to read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the cells show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{true}” was recognised in {count} of {whole} ({share} %)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{true}” was taken for “{predicted}” in {count} of {whole} ({share} %)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>Best: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plot: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DataChooser</name>
    <message>
        <source>Choose a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a folder of pictures here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each folder inside becomes a class, named after the folder. If there are train, val and test folders above the classes, they are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything stays on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the folder should look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IMG_0001.jpg …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking through ‘{0}’…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pictures at hand?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try with handwritten digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any name.jpg, photo 2.png …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>apples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>my pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pears</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>1 class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the pictures from which the model shall learn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue to Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop the one folder that holds them: each folder inside becomes a class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let go of these pictures; the files stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No plugin that reads folders of pictures is ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the pictures of each class into a folder, and drop the folder that holds them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Plugins page tells what became of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folders give {0} to learn from and {1} to measure on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folders give {0} to learn from; {1} % of them is kept back to measure on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is only one class. A model needs at least two to tell apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Those are files, not a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Those are {0} folders.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} % of each class is kept back to measure on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} more wait for the final test.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} with a single picture: nothing is left there to measure on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} with fewer than 5 pictures: expect mistakes there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} without pictures: the model will hardly ever say it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pictures} in {classes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‘{0}’ has {1} times as many pictures as ‘{2}’: the model may prefer it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DataView</name>
    <message>
        <source>No picture has such a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for the final test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to learn from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to measure on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DatasetChoice</name>
    <message>
        <source>Dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit of samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options of the dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use only so many samples, the same share of every class. 0 uses all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the samples come from, for instance folders/images.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorReport</name>
    <message>
        <source>Copy report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong that should not have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your data and runs are untouched. The report tells the makers of the app or of a plugin what happened.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FactsCard</name>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer, for a quick first try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures to use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use at most so many pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worth knowing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message>
        <source>fine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FolderOptions</name>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds one folder per class, named after the class.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GoOnButton</name>
    <message>
        <source>A new run that begins with its model and its head, with other settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue with changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For other classes: a new head on what it has learned to see.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some epochs more, from where it ended, as a new run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train longer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use as a backbone</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Grid</name>
    <message>
        <source>Picture {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HealthCheck</name>
    <message>
        <source>1 thing needs attention.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks at Python, PyTorch, the graphics card, the plugins and the folders. Takes a few seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} things need attention.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImageGrid</name>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InlineMessage</name>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Desktop TL – stopping the training…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the training and quit?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it has learned so far is saved and can be opened from Runs.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MistakesCard</name>
    <message>
        <source>All mistakes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mistakes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not one picture was called wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures cannot be opened any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The surest ones first; open one to see it large.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worst mistakes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‘{0}’ is not in the data any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‘{0}’ recognised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‘{0}’ taken for ‘{1}’</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelChoice</name>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run whose model is asked.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <source>Backbones come from plugins, and none that offers any is ready. The Plugins page tells why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another backbone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the network that the training starts from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue to Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its weights are downloaded when training begins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its weights are downloaded when training begins: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its weights are on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its weights come with the package {0}, which is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for its weights…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Plugins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recommended to begin with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recommended to begin with: small, quick on any computer, and its weights are already here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resized to {size} × {size} ({how})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorter side to {resize} ({how}), {size} × {size} from the middle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no pretrained weights for it: it can only be trained from scratch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backbone to choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean {mean} · std {std}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to install</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} operations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} parameters</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumberEditor</name>
    <message>
        <source>Arrow keys change the value.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OpeningMessage</name>
    <message>
        <source>Hide the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show which</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… and {0} more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OptionsForm</name>
    <message>
        <source>All settings ({0} more)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apple GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Constant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>English</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adafactor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adagrad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blend two (MixUp)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both in turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count small ones more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half (bf16)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half (fp16)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Must be a multiple of {multiple_of}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Must be at least {ge}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Must be at most {le}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Must be less than {lt}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Must be more than {gt}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NAdam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NVIDIA or AMD GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One-cycle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste a part (CutMix)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please choose a path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please enter a number, such as 0.001 or 1e-3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please enter a whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please fill this in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RAdam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RMSprop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SGD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show small ones more often</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Single (fp32)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The app&apos;s own folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to set here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>简体中文</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OutcomeMessage</name>
    <message>
        <source>Copy report</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PathEditor</name>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhaseCard</name>
    <message>
        <source>Stopping; what was learned is being saved…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} pictures to learn from · {1} kept back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PicturePreview</name>
    <message>
        <source>Class: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} × {1} pixels</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PluginRow</name>
    <message>
        <source>Copy report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load it again when the app is started next time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report on {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes effect when Desktop TL is started again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether it is loaded when the app starts</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PluginWords</name>
    <message>
        <source>1 backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every start of the app waits for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It imports PyTorch while the app starts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes {0} to load.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That costs every start some seconds. Its author can move the import into the functions that need it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loaded in {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>part of Desktop TL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} backbones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} datasets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} tasks</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PluginsPage</name>
    <message>
        <source>, 1 needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, {0} need attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 change takes effect when you start Desktop TL again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 plugin is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installed plugins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NAME-OF-THE-PLUGIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No plugin is installed, so there is nothing to train with yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plugins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plugins bring backbones, datasets and tasks; each is an ordinary Python package, which you install into the environment that Desktop TL runs in, and which is found at the next start. To write one, make a package that names its hooks in the entry-point group “desktop_tl” and imports nothing of the app but desktop_tl.api.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write or install a plugin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} changes take effect when you start Desktop TL again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} plugins are ready</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PredictPage</name>
    <message>
        <source>A CSV file with the probabilities of every class, for any spreadsheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask a trained model about new pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder that you may write to, on a disk with room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop pictures or whole folders here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looked for {0} in the folder and below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask it about all of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder of pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or press to choose pictures. Paste works too. They stay on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pasted picture {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures ({0})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as table…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the predictions as a table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {0} to {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Surest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table cannot be written to {0}: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are answers of another model here. New pictures are now shown to ‘{0}’.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model to ask yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture in what was opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train one on your pictures first; then drop new pictures here to see what it says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>predictions.csv</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PredictionDetail</name>
    <message>
        <source>All {0} classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the first {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Says the model of the run ‘{0}’.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} sure</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PredictionList</name>
    <message>
        <source>Predictions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressRow</name>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plugins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RateFinder</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloading what the backbone has learned before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the pictures once (features)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss at each learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rate stands out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggested: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss fell at none of them. Keep the rate, or look whether the classes can be told apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There the loss falls most steeply. Far right of it, where the curve rises, learning breaks down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying learning rates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is a good learning rate to begin with.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultWords</name>
    <message>
        <source>Backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best on {0}; {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CHANGED although it should not have</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frozen part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes on from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it was computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its model is kept and can be used, but nothing tells how good it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its result appears here when it has ended. Train shows how far it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture was kept back, so nothing tells how good it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture was kept back, so nothing tells how good the model is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right on all {0} {1} ({2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right on {0} of {1} {2} ({3}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The app or the computer ended before the run did. Train again to get a result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is ‘{0}’, and it was recognised ({1} sure).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is ‘{0}’, but it was called ‘{1}’ ({2} sure).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run has a model but was not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run is still training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run was interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run was stopped before it had learned anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run was stopped before it was measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train again to get a result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>among its mistakes, it takes {0} for {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>called {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is {0}, called {1} · {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>most often takes {0} for {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unchanged: verified by its hash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} epochs · learning rate {1} · batch size {2} · {3}, {4} · seed {5}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} to learn from, {1} kept back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} · is {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class by class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How good a model is, and what it mixes up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured on so many pictures, the true value lies within these points with 95 % certainty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open an earlier run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the run&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The least recognised first; press a column to sort by it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no result yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train a model first. When it has ended, this page says how good it is and shows its mistakes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is taken for what</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it was made of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from start to result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} right</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResumeOffer</name>
    <message>
        <source>It can go on where it was, as if nothing had happened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run ‘{0}’ was interrupted.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunCurves</name>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of the pictures are recognised. Higher is better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How wrong the answers are on average. Lower is better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunDetails</name>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this run for good?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes on from its last checkpoint, as if it had never stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ended before a model was saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ended before it was measured, so there are no results.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is still running. Stop it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was interrupted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its model, results and settings are removed. Your pictures stay. This cannot be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its recipe cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer or the app stopped before the training was done. Resume goes on from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The selected run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch it train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} in {1} classes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunModel</name>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damaged: it can only be looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunNotes</name>
    <message>
        <source>1 picture cannot be used and was set aside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be used and were set aside.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunTable</name>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunWords</name>
    <message>
        <source>Augmentation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begins with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes on from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} pixels</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message>
        <source>1 run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the folder {0}, or choose another one in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every training is kept here, with its model, results and settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run matches “{0}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been trained yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder of the runs cannot be read: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe is on the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try fewer or other words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} runs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gigabytes on disk for what frozen stages make of your pictures, so that the next run on them starts at once. The least recently used go first; 0 keeps nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark, or as the computer is set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never use the network. Weights must then be on this computer already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of all texts; takes effect at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room for cached features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What computes in new runs. Automatic takes a GPU if there is a working one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where new runs are kept and the list of runs is read from. Empty takes the app&apos;s own folder.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>A small text file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Desktop TL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of it stays on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloaded pretrained weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May be deleted at any time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models, results and settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder of: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language changes when you start Desktop TL again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turns a pretrained model into your own, on your own pictures, on your own computer. Built with PyTorch, Qt for Python and the typeface Inter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {0} · BSD-3-Clause licence · made by the Desktop TL authors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where things are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be opened: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SmallCurve</name>
    <message>
        <source>Copy the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right (%)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StageLookup</name>
    <message>
        <source>Its stages cannot be shown. {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StageTree</name>
    <message>
        <source>{trained} of {total} parameters are trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{trained} of {total} parameters are trained, and the new head</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StrategyPanel</name>
    <message>
        <source>Adapts the end of the network too. Slower; helps when your pictures look unlike photos.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapts the whole network. Slowest; wants many pictures, and better a GPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As everything, but what it knows is kept better. Often the most accurate; as slow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forgets what it has learned. Only for very many pictures, or to compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the end to the beginning, ever more gently. For few pictures unlike photos; slow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head first, then everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head: your classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head: your {0} classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the end everything is trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at its stages…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes on any computer. The best to begin with, and for few pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One more stage each epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone has learned to see already. How much of it shall learn anew from your pictures?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no pretrained weights for this backbone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Thumbnails</name>
    <message>
        <source>This picture is empty.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainLive</name>
    <message>
        <source>Below: how many numbers of the network are adapted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of the pictures kept back that is recognised, after the last epoch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of the pictures to learn from that is recognised, during the last epoch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right (training)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right (validation)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The epoch whose model is kept: the one with the most right answers so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} right</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainLonger</name>
    <message>
        <source>A new run begins where this one ended; this one stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many epochs more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train it longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epochs more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>A run is in progress.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a backbone first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose your pictures first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is ready. Start, or change the settings first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a good rate…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First choose the pictures to learn from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here your pictures become a model of your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rates are being tried. Wait for it, or stop it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the backbones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what the network will see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something in the settings is not right yet; see below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures are not opened yet. The Data page says more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then press Start here. A backbone that knows pictures in general is chosen already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They cannot be changed while it runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainPlan</name>
    <message>
        <source>Backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin with the backbone&apos;s own weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change how much is trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the network to begin with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the pictures to learn from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes on from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its trained model with its head, for the same classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made up for you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No backbone yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pictures yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not opened yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the run is called in the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What will be trained</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainWords</name>
    <message>
        <source>1 class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new last layer for your classes; the backbone stays as it is. The quickest, and often enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begins with the last stage and lets an earlier one join in each epoch, more gently.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computed {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloading what the backbone has learned before…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished in {took}: right on {share} of the pictures kept back, best in epoch {best}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the pictures once (features)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring on the pictures kept back…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing learned before is used; wants very many pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On {0}: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped after {0} of {1} epochs ({2}); what was learned is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped before the first epoch was over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped; what was learned is kept: right on {share} of the pictures kept back (epoch {best}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first stages stay as they are; the rest adapts to your pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First the head alone, with all {0} stages frozen; then all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head first, then everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One more stage each epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts with the head and the last stage, ends with all {0}; earlier stages move less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The head and the last stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The head and the last {0} stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new head learns first, then the whole network with it: what it knows is kept better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plugin that offers it is not here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole network adapts, starting from what it knows; wants more pictures and more time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training epoch {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training is finished after {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again on the CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again with a learning rate of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again with other settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {0} kept back to measure on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {0} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as the run has trained it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>begins with what your run ‘{0}’ has learned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fresh weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pretrained: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>torch.compile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights from {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} in {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} pictures/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} to measure on, as the data says</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainedBackbones</name>
    <message>
        <source>Yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trained on {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} right there</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainingChoice</name>
    <message>
        <source>Accumulated batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Average of weights (EMA)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Averages so many batches for one correction: a larger batch than fits into memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balance and stability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blends two pictures and their classes (MixUp) or pastes a part of one into the other (CutMix), against overfitting when much of the network is trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cache features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class balance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute what the frozen stages make of each picture once and reuse it in every epoch. The result is the same, only faster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each stage learns with this share of the rate of the stage behind it: earlier stages, which see general things, move less. 1 gives all the same rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For SGD: how much of the previous correction is carried on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For SGD: looks ahead along the momentum before correcting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For classes of very different size: weights make pictures of small classes count more, sampling shows them more often.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For head first, then everything: epochs in which only the head is trained. 0 takes a third of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For head first, then everything: the learning rate of the second part, as a share of the first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Freeze norm statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient clipping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How large each correction is. Too large and the loss jumps or grows, too small and nothing moves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many pictures are averaged for one correction. Halve it if memory runs out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many times the training sees every picture. More takes longer and can help until the validation curve stops rising.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the learning rate changes: cosine falls smoothly to zero, one-cycle rises for the first third and then falls, step divides it by ten at a half and at three quarters of the epochs, constant stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nesterov momentum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never asks for full certainty: this share is spread over the other classes, which makes the probabilities more honest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number format of the computation. Automatic measures what is fastest here without harm; half precision (bf16, fp16) is for GPUs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pulls weights towards zero at each step, against overfitting. Not applied to norms and biases.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate share of the second part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops when the validation has not become better for so many epochs; 0 trains all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learning rate rises from zero over so many epochs, which calms the start when much is trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rule that turns gradients into corrections: SGD with momentum (robust) or one that adapts the step of each weight, such as AdamW (wants a learning rate about ten times smaller).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What computes. Automatic takes a GPU if there is a working one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps a running average of the weights, which is often a little better than the last ones; 0.99 to 0.9999, 0 is off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer-wise rate decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves the statistics of batch normalisation as they were pretrained, also in trained stages. For small batches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mixing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of the pictures that is kept back to measure on, the same share of every class. Not used when the dataset brings its own validation split.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortens corrections whose gradient is longer than this; 0 does not. Helps when the loss jumps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows every picture a little differently each time, so that fewer pictures teach more. Light flips and crops; standard also changes colours; strong distorts (RandAugment) and erases parts. Without it the frozen part is computed only once, which is much faster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side in pixels at which the network sees the pictures. 0 takes what the backbone was trained with; smaller is faster and loses detail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start of all that is random: the split, the order, the fresh weights. The same seed on the same computer gives the same result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warm-up epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnreadableList</name>
    <message>
        <source>Back to the pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are left out of training. Mend or delete the files, then open the folder again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>View</name>
    <message>
        <source>Cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WeightsPanel</name>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a local file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a weights file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From your own file: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From your run ‘{0}’</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pretrained weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the published ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights (*.safetensors *.pth *.pt *.bin)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which pretrained weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Grid</name>
    <message>
        <source>As it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples of augmented pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>True</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_OptionsCard</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_PlanRow</name>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>Reset “{0}” to its default</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Rows</name>
    <message>
        <source>Everything is trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frozen above – only the head is trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frozen above – trained below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stages: {frozen} of {count} frozen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frozen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trained</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Scale</name>
    <message>
        <source>Colour scale: share of the true class, right and mistaken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mistaken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stronger the colour, the larger the share of the true class: 0 to 100 %.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>amounts</name>
    <message>
        <source>d MMM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} h {1:02d} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} min {1:02d} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
