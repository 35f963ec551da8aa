"""Writes timm's names of networks and weights as people read them; used when the table is made."""

import re

WORDS = {
    "bn": "BN",
    "clip": "CLIP",
    "se": "SE",
    "eca": "ECA",
    "gap": "GAP",
    "so150m": "SO150M",
    "so400m": "SO400M",
    "ns": "NS",
    "tf": "TF",
    "cr": "CR",
    "rw": "RW",
    "ts": "TS",
    "dinov2": "DINOv2",
    "dinov3": "DINOv3",
    "siglip": "SigLIP",
    "siglip2": "SigLIP2",
    "reg4": "with 4 registers",
    "reg1": "with 1 register",
    "in21k": "21k",
    "gn": "group norm",
    "evos": "EvoNorm-S",
    "quickgelu": "QuickGELU",
    "dist": "distilled",
    "distilled": "distilled",
    "mci": "MCI",
    "rope": "RoPE",
    "lite": "Lite",
    "v2": "V2",
    "v3": "V3",
    "v4": "V4",
}

STARTS = [
    (r"cpubone", "CPUBone"),
    (r"iformer", "iFormer"),
    (r"lowformer", "LowFormer"),
    (r"cspnext", "CSPNeXt"),
    (r"vitamin", "ViTamin"),
    (r"flexivit", "FlexiViT"),
    (r"mobilenet_edgetpu", "MobileNet EdgeTPU"),
    (r"gc_efficientnetv2", "GC-EfficientNetV2"),
    (r"gcresnet(\d+)", r"GC-ResNet-\1"),
    (r"lcnetv2", "LCNetV2"),
    (r"gcresnext(\d+)", r"GC-ResNeXt-\1"),
    (r"ecaresnext(\d+)", r"ECA-ResNeXt-\1"),
    (r"hieradet", "HieraDet"),
    (r"ecaresnetlight", "ECA-ResNet light"),
    (r"csatv2", "CSATv2"),
    (r"gmixer", "gMixer"),
    (r"eca_botnext(\d+)", r"ECA-BoTNeXt-\1"),
    (r"eca_halonext(\d+)", r"ECA-HaloNeXt-\1"),
    (r"eca_resnet(\d+)", r"ECA-ResNet-\1"),
    (r"eca_vovnet(\d+)", r"ECA-VoVNet-\1"),
    (r"ecaresnet(\d+)", r"ECA-ResNet-\1"),
    (r"lambda_resnet(\d+)", r"Lambda-ResNet-\1"),
    (r"sedarknet(\d+)", r"SE-DarkNet-\1"),
    (r"cs3sedarknet", "SE-CSPDarkNet"),
    (r"cs3se_edgenet", "SE-CSPEdgeNet"),
    (r"cs3edgenet", "CSPEdgeNet"),
    (r"sehalonet(\d+)", r"SE-HaloNet-\1"),
    (r"aimv2", "AIMv2"),
    (r"bat_resnext(\d+)ts", r"BAT-ResNeXt-\1-TS"),
    (r"beitv2", "BEiT v2"),
    (r"beit", "BEiT"),
    (r"botnet", "BoTNet-"),
    (r"cait", "CaiT"),
    (r"caformer", "CAFormer"),
    (r"coatnet", "CoAtNet"),
    (r"coatnext", "CoAtNeXt"),
    (r"coat", "CoaT"),
    (r"convformer", "ConvFormer"),
    (r"convit", "ConViT"),
    (r"convmixer", "ConvMixer"),
    (r"convnextv2", "ConvNeXt V2"),
    (r"convnext", "ConvNeXt"),
    (r"crossvit", "CrossViT"),
    (r"cs3?darknet", "CSPDarkNet"),
    (r"darknet(\w*)", r"DarkNet-\1"),
    (r"davit", "DaViT"),
    (r"deit3", "DeiT III"),
    (r"deit", "DeiT"),
    (r"densenet(\w*)", r"DenseNet-\1"),
    (r"dla(\w+)", r"DLA-\1"),
    (r"dm_nfnet", "NFNet"),
    (r"dpn(\w+)", r"DPN-\1"),
    (r"eca_nfnet", "ECA-NFNet"),
    (r"edgenext", "EdgeNeXt"),
    (r"efficientformerv2", "EfficientFormerV2"),
    (r"efficientformer", "EfficientFormer"),
    (r"(?:tf_)?efficientnetv2", "EfficientNetV2"),
    (r"(?:tf_)?efficientnet", "EfficientNet"),
    (r"tf_mobilenetv3", "MobileNetV3"),
    (r"tf_mixnet|mixnet", "MixNet"),
    (r"ese_vovnet(\w+)", r"ESE-VoVNet-\1"),
    (r"vovnet(\w+)", r"VoVNet-\1"),
    (r"fbnet(v?\w)", r"FBNet \1"),
    (r"spnasnet", "SPNASNet"),
    (r"tinynet", "TinyNet"),
    (r"hardcorenas", "HardCoRe-NAS"),
    (r"naflexvit", "NaFlexViT"),
    (r"halonet", "HaloNet-"),
    (r"lambda_resnet", "Lambda-ResNet-"),
    (r"lamhalobotnet", "LamHaloBoTNet-"),
    (r"halo2botnet", "Halo2BoTNet-"),
    (r"haloregnetz", "HaloRegNetZ"),
    (r"gernet", "GERNet"),
    (r"ecaresnet", "ECA-ResNet-"),
    (r"cspresnext", "CSPResNeXt-"),
    (r"cspresnet", "CSPResNet-"),
    (r"cspdarknet", "CSPDarkNet-"),
    (r"sebotnet", "SE-BoTNet-"),
    (r"seresnextaa", "SE-ResNeXt-aa-"),
    (r"seresnetaa", "SE-ResNet-aa-"),
    (r"repvit", "RepViT"),
    (r"qwen3_vit", "Qwen3 ViT"),
    (r"deepseek_vit", "DeepSeek ViT"),
    (r"convnextv2", "ConvNeXt V2"),
    (r"efficientvit", "EfficientViT"),
    (r"eva02", "EVA-02"),
    (r"eva", "EVA"),
    (r"fasternet", "FasterNet"),
    (r"fastvit", "FastViT"),
    (r"focalnet", "FocalNet"),
    (r"gcvit", "GCViT"),
    (r"ghostnetv2", "GhostNetV2"),
    (r"ghostnetv3", "GhostNetV3"),
    (r"ghostnet", "GhostNet"),
    (r"gmlp", "gMLP"),
    (r"hgnetv2", "HGNetV2"),
    (r"hgnet", "HGNet"),
    (r"hiera", "Hiera"),
    (r"hrnet", "HRNet"),
    (r"inception_next", "InceptionNeXt"),
    (r"inception_resnet_v2", "Inception-ResNet v2"),
    (r"inception_v(\d)", r"Inception v\1"),
    (r"lcnet", "LCNet"),
    (r"levit", "LeViT"),
    (r"mambaout", "MambaOut"),
    (r"maxvit", "MaxViT"),
    (r"maxxvitv2", "MaxxViT V2"),
    (r"maxxvit", "MaxxViT"),
    (r"mixer", "MLP-Mixer"),
    (r"mnasnet", "MNASNet"),
    (r"mobilenetv(\d)", r"MobileNetV\1"),
    (r"mobilevitv2", "MobileViTv2"),
    (r"mobilevit", "MobileViT"),
    (r"mobileone", "MobileOne"),
    (r"mvitv2", "MViTv2"),
    (r"nest", "NesT"),
    (r"nextvit", "Next-ViT"),
    (r"nfnet", "NFNet"),
    (r"nf_regnet", "NF-RegNet"),
    (r"nf_resnet(\d+)", r"NF-ResNet-\1"),
    (r"nf_seresnet(\d+)", r"NF-SE-ResNet-\1"),
    (r"nf_ecaresnet(\d+)", r"NF-ECA-ResNet-\1"),
    (r"pit", "PiT"),
    (r"poolformerv2", "PoolFormerV2"),
    (r"poolformer", "PoolFormer"),
    (r"pvt_v2", "PVT v2"),
    (r"rdnet", "RDNet"),
    (r"regnetx", "RegNetX"),
    (r"regnety", "RegNetY"),
    (r"regnetv", "RegNetV"),
    (r"regnetz", "RegNetZ"),
    (r"repghostnet", "RepGhostNet"),
    (r"repvgg", "RepVGG"),
    (r"repvit", "RepViT"),
    (r"res2net(\d*)", r"Res2Net-\1"),
    (r"res2next(\d*)", r"Res2NeXt-\1"),
    (r"resmlp", "ResMLP"),
    (r"resnest(\d*)", r"ResNeSt-\1"),
    (r"resnetaa(\d*)", r"ResNet-aa-\1"),
    (r"resnetblur(\d*)", r"ResNet-blur-\1"),
    (r"resnetrs(\d*)", r"ResNet-RS-\1"),
    (r"resnetv2_(\d*)", r"ResNetV2-\1"),
    (r"resnet(\d+)", r"ResNet-\1"),
    (r"resnext(\d*)", r"ResNeXt-\1"),
    (r"rexnetr", "ReXNet-R"),
    (r"rexnet", "ReXNet"),
    (r"sam2_hiera", "SAM 2 Hiera"),
    (r"samvit", "SAM ViT"),
    (r"selecsls", "SelecSLS-"),
    (r"semnasnet", "SE-MNASNet"),
    (r"senet", "SENet-"),
    (r"sequencer2d", "Sequencer2D"),
    (r"seresnet(\d+)", r"SE-ResNet-\1"),
    (r"seresnext(\d+)", r"SE-ResNeXt-\1"),
    (r"shvit", "SHViT"),
    (r"skresnet(\d+)", r"SK-ResNet-\1"),
    (r"skresnext(\d+)", r"SK-ResNeXt-\1"),
    (r"starnet", "StarNet"),
    (r"swiftformer", "SwiftFormer"),
    (r"swinv2", "Swin V2"),
    (r"swin", "Swin"),
    (r"tiny_vit", "TinyViT"),
    (r"tnt", "TNT"),
    (r"tresnet", "TResNet"),
    (r"twins_svt", "Twins-SVT"),
    (r"twins_pcpvt", "Twins-PCPVT"),
    (r"vgg(\d+)", r"VGG-\1"),
    (r"visformer", "Visformer"),
    (r"vit", "ViT"),
    (r"volo", "VOLO"),
    (r"wide_resnet(\d+)", r"Wide ResNet-\1"),
    (r"xception", "Xception"),
    (r"xcit", "XCiT"),
]

TWO_WORDS = {"BEiT v2", "ConvNeXt V2", "DeiT III", "MaxxViT V2", "PVT v2", "SAM 2", "SAM ViT", "Swin V2", "Wide ResNet"}

DATA = [
    ("in22k", "ImageNet-22k"),
    ("in21k", "ImageNet-21k"),
    ("inw21k", "ImageNet-W21k"),
    ("in12k", "ImageNet-12k"),
    ("laion2b", "LAION-2B"),
    ("laion400m", "LAION-400M"),
    ("laiona", "LAION-Aesthetic"),
    ("openai", "OpenAI’s 400 million pictures with texts"),
    ("datacomp1b", "DataComp-1B"),
    ("datacompxl", "DataComp-XL"),
    ("dfn5b", "DFN-5B"),
    ("dfn2b", "DFN-2B"),
    ("dfndr2b", "DFNDR-2B"),
    ("webli", "WebLI"),
    ("metaclip", "MetaCLIP’s pictures with texts"),
    ("metaclip2", "MetaCLIP 2’s pictures with texts"),
    ("lvd142m", "LVD-142M"),
    ("lvd1689m", "LVD-1689M"),
    ("sat493m", "SAT-493M (satellite pictures)"),
    ("ig1b", "Instagram-1B"),
    ("swag", "3.6 billion Instagram pictures"),
    ("yfcc100m", "YFCC-100M"),
    ("yfcc15m", "YFCC-15M"),
    ("cc12m", "CC-12M"),
    ("merged2b", "Merged-2B"),
    ("m38m", "Merged-38M"),
    ("m30m", "Merged-30M"),
    ("jft", "JFT-300M"),
    ("sa1b", "SA-1B"),
    ("bamboo", "Bamboo"),
    ("in1k", "ImageNet-1k"),
]


def title_of(name: str) -> str:
    """The network's name as people write it, as far as the rules go: ``resnet50_gn`` → ``ResNet-50 group norm``."""
    prefix = ""
    for start, words in (("legacy_", "Legacy "), ("test_", "Test ")):
        if name.startswith(start):
            prefix, name = words, name.removeprefix(start)
    for pattern, title in STARTS:
        match = re.match(pattern, name)
        if match and _ends_a_word(name, match.end()):
            head = match.expand(title).rstrip("-")
            rest = name[match.end() :].strip("_")
            return prefix + " ".join([head, *map(_word, filter(None, rest.split("_")))])
    return prefix + " ".join(map(_word, name.split("_")))


def family_of(title: str) -> str:
    """What variants of one architecture have in common: ``ResNet-50 D`` → ``ResNet``."""
    words = title.removeprefix("Legacy ").removeprefix("Test ").split()
    words = [re.sub(r"-\w*\d\w*$", "", word) for word in words[:2]]
    return " ".join(words) if " ".join(words) in TWO_WORDS else words[0]


def training_data_of(tag: str) -> str:
    """What weights with this tag were trained on, in order, as far as the tag tells."""
    tokens = tag.split("_")
    found = [(tokens.index(token), words) for token, words in DATA if token in tokens]
    return ", then ".join(words for _, words in sorted(found))


def _ends_a_word(name: str, end: int) -> bool:
    """Whether a name may be cut there: not between two letters or two digits."""
    return end == len(name) or name[end] == "_" or name[end - 1].isalpha() != name[end].isalpha()


def _word(word: str) -> str:
    if word in WORDS:
        return WORDS[word]
    if match := re.fullmatch(r"patch(\d+)", word):
        return f"patch {match[1]}"
    if re.fullmatch(r"lite\d", word):
        return word.title()
    if match := re.fullmatch(r"window(\d+)", word):
        return f"window {match[1]}"
    if match := re.fullmatch(r"(\d+)x(\d+)d", word):
        return f"{match[1]}×{match[2]}d"
    return word.upper() if re.fullmatch(r"[a-z]?\d+[a-z]{0,2}|[a-z]\d?|[a-z]{2}", word) else word
