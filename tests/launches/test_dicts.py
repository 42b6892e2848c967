"""What dicts hold: displays, copies, unions, changes, and what functions return.

Each source stands behind the imports of uvicorn and an application ``app``.
"""

from __future__ import annotations

import textwrap

from tests.support.marked import each, fires, silent

HEAD = """\
import uvicorn
from fastapi import FastAPI
app = FastAPI()
"""

FIRES = {
    "chosen by a known test": """
        DEV = True
        uvicorn.run(app, **({"reload": True} if DEV else {}))  # error: 12 UVI001
        """,
    "the first of or that holds something": """
        import os
        given = {}
        if os.sep:
            given["reload"] = True
        uvicorn.run(app, **({"port": 1, "reload": 1} or {}))  # error: 12 UVI001
        uvicorn.run(app, **(given or {"port": 2}))  # error: 12 UVI002
        """,
    "copied by the module copy": """
        import copy
        base = {"reload": True}
        uvicorn.run(app, **copy.deepcopy(base))  # error: 12 UVI001
        """,
    "a name in a walrus": """
        uvicorn.run(app, **(given := {"reload": True}))  # error: 12 UVI001
        """,
    "dict of a dict with a dict behind stars": """
        uvicorn.run(app, **dict({"port": 1}, **{"reload": True}))  # error: 12 UVI001
        """,
    "one of two keys": """
        import os
        key = "reload" if os.sep else "port"
        given = {}
        given[key] = True
        uvicorn.run(app, **given)  # error: 12 UVI002
        """,
    "one of two keys taken out": """
        import os
        key = "reload" if os.sep else "port"
        given = {"reload": True, "port": 1}
        del given[key]
        uvicorn.run(app, **given)  # error: 12 UVI002
        """,
    "an optional item over another": """
        import os
        more = {}
        if os.sep:
            more["workers"] = 4
        uvicorn.run(app, **{"workers": 1, **more})  # error: 12 UVI002
        """,
    "an optional item over nothing": """
        import os
        more = {}
        if os.sep:
            more["workers"] = 4
        uvicorn.run(app, **{"port": 1, **more})  # error: 12 UVI002
        """,
    "a default of what may be missing": """
        import os
        given = {}
        if os.sep:
            given["reload"] = False
        given.setdefault("reload", True)
        uvicorn.run(app, **given)  # error: 12 UVI002
        """,
    "in a comprehension": """
        given = {"reload": True}
        [uvicorn.run(app, **given) for _ in "x"]  # error: 13 UVI001
        """,
    "declared global": """
        given = {}
        def main():
            global given
            given = {"reload": True}
            uvicorn.run(app, **given)  # error: 16 UVI001
        main()
        """,
    "changed in the function that reads it": """
        given = {"port": 1}
        def main():
            given["reload"] = True
            uvicorn.run(app, **given)  # error: 16 UVI001
        main()
        """,
    "updated with a display in a branch": """
        import os
        given = {"reload": True}
        if os.sep:
            given.update({"reload": False, 1: 2, **{}}, port=1)
        given = {"reload": True}
        uvicorn.run(app, **given)  # error: 12 UVI001
        """,
    "a function with a default": """
        def options(reload=True): return {"reload": reload}
        uvicorn.run(app, **options())  # error: 12 UVI001
        """,
    "beside a keyword that it may hold as well": """
        import os
        given = {}
        if os.sep:
            given["reload"] = False
        uvicorn.run(app, reload=True, **given)  # error: 12 UVI001
        """,
    "a comprehension of what is true": """
        given = {"reload": True, "port": None}
        uvicorn.run(app, **{k: v for k, v in given.items() if v})  # error: 12 UVI001
        uvicorn.run(app, **{k: v for k, v in given.items() if k == "reload"})  # error: 12 UVI001
        uvicorn.run(app, **{k: v for k, v in given.items() if k not in ("port",)})  # error: 12 UVI001
        uvicorn.run(app, **{k: v for k, v in given.items() if None is not k})
        uvicorn.run(app, **{k: v for k, v in given.items()})  # error: 12 UVI001
        """,
    "a loop over pairs and names": """
        given = {}
        for key, value in (("port", 1), ("reload", True)):
            given.update({})
            given[key] = value
        uvicorn.run(app, **given)  # error: 12 UVI001
        """,
    "by a key that must be there": """
        import os
        C = {"a": {"reload": True}}
        if os.sep:
            C["b"] = {"reload": True}
        uvicorn.run(app, **C.get("b", {}))  # error: 12 UVI002
        uvicorn.run(app, **C["b"])  # error: 12 UVI001
        """,
}

SILENT = {
    "too many keys": """
        uvicorn.run(app, **{"k0": 0, "k1": 1, "k2": 2, "k3": 3, "k4": 4, "k5": 5, "k6": 6, "k7": 7, "k8": 8, "k9": 9, "k10": 10, "k11": 11, "k12": 12, "k13": 13, "k14": 14, "k15": 15, "k16": 16, "k17": 17, "k18": 18, "k19": 19, "k20": 20, "k21": 21, "k22": 22, "k23": 23, "k24": 24, "k25": 25, "k26": 26, "k27": 27, "k28": 28, "k29": 29, "k30": 30, "k31": 31, "k32": 32, "k33": 33, "k34": 34, "k35": 35, "k36": 36, "k37": 37, "k38": 38, "k39": 39, "k40": 40, "k41": 41, "k42": 42, "k43": 43, "k44": 44, "k45": 45, "k46": 46, "k47": 47, "k48": 48, "k49": 49, "k50": 50, "k51": 51, "k52": 52, "k53": 53, "k54": 54, "k55": 55, "k56": 56, "k57": 57, "k58": 58, "k59": 59, "k60": 60, "k61": 61, "k62": 62, "k63": 63, "k64": 64, "k65": 65, "k66": 66, "k67": 67, "k68": 68, "k69": 69, "k70": 70, "k71": 71, "k72": 72, "k73": 73, "k74": 74, "k75": 75, "k76": 76, "k77": 77, "k78": 78, "k79": 79, "k80": 80, "k81": 81, "k82": 82, "k83": 83, "k84": 84, "k85": 85, "k86": 86, "k87": 87, "k88": 88, "k89": 89, "k90": 90, "k91": 91, "k92": 92, "k93": 93, "k94": 94, "k95": 95, "k96": 96, "k97": 97, "k98": 98, "k99": 99, "k100": 100, "k101": 101, "k102": 102, "k103": 103, "k104": 104, "k105": 105, "k106": 106, "k107": 107, "k108": 108, "k109": 109, "k110": 110, "k111": 111, "k112": 112, "k113": 113, "k114": 114, "k115": 115, "k116": 116, "k117": 117, "k118": 118, "k119": 119, "k120": 120, "k121": 121, "k122": 122, "k123": 123, "k124": 124, "k125": 125, "k126": 126, "k127": 127, "k128": 128, "k129": 129, "k130": 130, "k131": 131, "k132": 132, "k133": 133, "k134": 134, "k135": 135, "k136": 136, "k137": 137, "k138": 138, "k139": 139, "k140": 140, "k141": 141, "k142": 142, "k143": 143, "k144": 144, "k145": 145, "k146": 146, "k147": 147, "k148": 148, "k149": 149, "k150": 150, "k151": 151, "k152": 152, "k153": 153, "k154": 154, "k155": 155, "k156": 156, "k157": 157, "k158": 158, "k159": 159, "k160": 160, "k161": 161, "k162": 162, "k163": 163, "k164": 164, "k165": 165, "k166": 166, "k167": 167, "k168": 168, "k169": 169, "k170": 170, "k171": 171, "k172": 172, "k173": 173, "k174": 174, "k175": 175, "k176": 176, "k177": 177, "k178": 178, "k179": 179, "k180": 180, "k181": 181, "k182": 182, "k183": 183, "k184": 184, "k185": 185, "k186": 186, "k187": 187, "k188": 188, "k189": 189, "k190": 190, "k191": 191, "k192": 192, "k193": 193, "k194": 194, "k195": 195, "k196": 196, "k197": 197, "k198": 198, "k199": 199, "k200": 200, "reload": True})
        """,
    "too many words": """
        uvicorn.run(app, **dict(k0=0, k1=1, k2=2, k3=3, k4=4, k5=5, k6=6, k7=7, k8=8, k9=9, k10=10, k11=11, k12=12, k13=13, k14=14, k15=15, k16=16, k17=17, k18=18, k19=19, k20=20, k21=21, k22=22, k23=23, k24=24, k25=25, k26=26, k27=27, k28=28, k29=29, k30=30, k31=31, k32=32, k33=33, k34=34, k35=35, k36=36, k37=37, k38=38, k39=39, k40=40, k41=41, k42=42, k43=43, k44=44, k45=45, k46=46, k47=47, k48=48, k49=49, k50=50, k51=51, k52=52, k53=53, k54=54, k55=55, k56=56, k57=57, k58=58, k59=59, k60=60, k61=61, k62=62, k63=63, k64=64, k65=65, k66=66, k67=67, k68=68, k69=69, k70=70, k71=71, k72=72, k73=73, k74=74, k75=75, k76=76, k77=77, k78=78, k79=79, k80=80, k81=81, k82=82, k83=83, k84=84, k85=85, k86=86, k87=87, k88=88, k89=89, k90=90, k91=91, k92=92, k93=93, k94=94, k95=95, k96=96, k97=97, k98=98, k99=99, k100=100, k101=101, k102=102, k103=103, k104=104, k105=105, k106=106, k107=107, k108=108, k109=109, k110=110, k111=111, k112=112, k113=113, k114=114, k115=115, k116=116, k117=117, k118=118, k119=119, k120=120, k121=121, k122=122, k123=123, k124=124, k125=125, k126=126, k127=127, k128=128, k129=129, k130=130, k131=131, k132=132, k133=133, k134=134, k135=135, k136=136, k137=137, k138=138, k139=139, k140=140, k141=141, k142=142, k143=143, k144=144, k145=145, k146=146, k147=147, k148=148, k149=149, k150=150, k151=151, k152=152, k153=153, k154=154, k155=155, k156=156, k157=157, k158=158, k159=159, k160=160, k161=161, k162=162, k163=163, k164=164, k165=165, k166=166, k167=167, k168=168, k169=169, k170=170, k171=171, k172=172, k173=173, k174=174, k175=175, k176=176, k177=177, k178=178, k179=179, k180=180, k181=181, k182=182, k183=183, k184=184, k185=185, k186=186, k187=187, k188=188, k189=189, k190=190, k191=191, k192=192, k193=193, k194=194, k195=195, k196=196, k197=197, k198=198, k199=199, k200=200, reload=True))
        """,
    "too many pairs": """
        uvicorn.run(app, **dict([("k0", 1), ("k1", 1), ("k2", 1), ("k3", 1), ("k4", 1), ("k5", 1), ("k6", 1), ("k7", 1), ("k8", 1), ("k9", 1), ("k10", 1), ("k11", 1), ("k12", 1), ("k13", 1), ("k14", 1), ("k15", 1), ("k16", 1), ("k17", 1), ("k18", 1), ("k19", 1), ("k20", 1), ("k21", 1), ("k22", 1), ("k23", 1), ("k24", 1), ("k25", 1), ("k26", 1), ("k27", 1), ("k28", 1), ("k29", 1), ("k30", 1), ("k31", 1), ("k32", 1), ("k33", 1), ("k34", 1), ("k35", 1), ("k36", 1), ("k37", 1), ("k38", 1), ("k39", 1), ("k40", 1), ("k41", 1), ("k42", 1), ("k43", 1), ("k44", 1), ("k45", 1), ("k46", 1), ("k47", 1), ("k48", 1), ("k49", 1), ("k50", 1), ("k51", 1), ("k52", 1), ("k53", 1), ("k54", 1), ("k55", 1), ("k56", 1), ("k57", 1), ("k58", 1), ("k59", 1), ("k60", 1), ("k61", 1), ("k62", 1), ("k63", 1), ("k64", 1), ("k65", 1), ("k66", 1), ("k67", 1), ("k68", 1), ("k69", 1), ("k70", 1), ("k71", 1), ("k72", 1), ("k73", 1), ("k74", 1), ("k75", 1), ("k76", 1), ("k77", 1), ("k78", 1), ("k79", 1), ("k80", 1), ("k81", 1), ("k82", 1), ("k83", 1), ("k84", 1), ("k85", 1), ("k86", 1), ("k87", 1), ("k88", 1), ("k89", 1), ("k90", 1), ("k91", 1), ("k92", 1), ("k93", 1), ("k94", 1), ("k95", 1), ("k96", 1), ("k97", 1), ("k98", 1), ("k99", 1), ("k100", 1), ("k101", 1), ("k102", 1), ("k103", 1), ("k104", 1), ("k105", 1), ("k106", 1), ("k107", 1), ("k108", 1), ("k109", 1), ("k110", 1), ("k111", 1), ("k112", 1), ("k113", 1), ("k114", 1), ("k115", 1), ("k116", 1), ("k117", 1), ("k118", 1), ("k119", 1), ("k120", 1), ("k121", 1), ("k122", 1), ("k123", 1), ("k124", 1), ("k125", 1), ("k126", 1), ("k127", 1), ("k128", 1), ("k129", 1), ("k130", 1), ("k131", 1), ("k132", 1), ("k133", 1), ("k134", 1), ("k135", 1), ("k136", 1), ("k137", 1), ("k138", 1), ("k139", 1), ("k140", 1), ("k141", 1), ("k142", 1), ("k143", 1), ("k144", 1), ("k145", 1), ("k146", 1), ("k147", 1), ("k148", 1), ("k149", 1), ("k150", 1), ("k151", 1), ("k152", 1), ("k153", 1), ("k154", 1), ("k155", 1), ("k156", 1), ("k157", 1), ("k158", 1), ("k159", 1), ("k160", 1), ("k161", 1), ("k162", 1), ("k163", 1), ("k164", 1), ("k165", 1), ("k166", 1), ("k167", 1), ("k168", 1), ("k169", 1), ("k170", 1), ("k171", 1), ("k172", 1), ("k173", 1), ("k174", 1), ("k175", 1), ("k176", 1), ("k177", 1), ("k178", 1), ("k179", 1), ("k180", 1), ("k181", 1), ("k182", 1), ("k183", 1), ("k184", 1), ("k185", 1), ("k186", 1), ("k187", 1), ("k188", 1), ("k189", 1), ("k190", 1), ("k191", 1), ("k192", 1), ("k193", 1), ("k194", 1), ("k195", 1), ("k196", 1), ("k197", 1), ("k198", 1), ("k199", 1), ("k200", 1), ("reload", True)]))
        """,
    "too many of one value": """
        uvicorn.run(app, **dict.fromkeys(["k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8", "k9", "k10", "k11", "k12", "k13", "k14", "k15", "k16", "k17", "k18", "k19", "k20", "k21", "k22", "k23", "k24", "k25", "k26", "k27", "k28", "k29", "k30", "k31", "k32", "k33", "k34", "k35", "k36", "k37", "k38", "k39", "k40", "k41", "k42", "k43", "k44", "k45", "k46", "k47", "k48", "k49", "k50", "k51", "k52", "k53", "k54", "k55", "k56", "k57", "k58", "k59", "k60", "k61", "k62", "k63", "k64", "k65", "k66", "k67", "k68", "k69", "k70", "k71", "k72", "k73", "k74", "k75", "k76", "k77", "k78", "k79", "k80", "k81", "k82", "k83", "k84", "k85", "k86", "k87", "k88", "k89", "k90", "k91", "k92", "k93", "k94", "k95", "k96", "k97", "k98", "k99", "k100", "k101", "k102", "k103", "k104", "k105", "k106", "k107", "k108", "k109", "k110", "k111", "k112", "k113", "k114", "k115", "k116", "k117", "k118", "k119", "k120", "k121", "k122", "k123", "k124", "k125", "k126", "k127", "k128", "k129", "k130", "k131", "k132", "k133", "k134", "k135", "k136", "k137", "k138", "k139", "k140", "k141", "k142", "k143", "k144", "k145", "k146", "k147", "k148", "k149", "k150", "k151", "k152", "k153", "k154", "k155", "k156", "k157", "k158", "k159", "k160", "k161", "k162", "k163", "k164", "k165", "k166", "k167", "k168", "k169", "k170", "k171", "k172", "k173", "k174", "k175", "k176", "k177", "k178", "k179", "k180", "k181", "k182", "k183", "k184", "k185", "k186", "k187", "k188", "k189", "k190", "k191", "k192", "k193", "k194", "k195", "k196", "k197", "k198", "k199", "k200", "reload"], True))
        """,
    "too many changes": """
        o = {'reload': True}
        o['k0'] = 0
        o['k1'] = 1
        o['k2'] = 2
        o['k3'] = 3
        o['k4'] = 4
        o['k5'] = 5
        o['k6'] = 6
        o['k7'] = 7
        o['k8'] = 8
        o['k9'] = 9
        o['k10'] = 10
        o['k11'] = 11
        o['k12'] = 12
        o['k13'] = 13
        o['k14'] = 14
        o['k15'] = 15
        o['k16'] = 16
        o['k17'] = 17
        o['k18'] = 18
        o['k19'] = 19
        o['k20'] = 20
        o['k21'] = 21
        o['k22'] = 22
        o['k23'] = 23
        o['k24'] = 24
        o['k25'] = 25
        o['k26'] = 26
        o['k27'] = 27
        o['k28'] = 28
        o['k29'] = 29
        o['k30'] = 30
        o['k31'] = 31
        o['k32'] = 32
        o['k33'] = 33
        o['k34'] = 34
        o['k35'] = 35
        o['k36'] = 36
        o['k37'] = 37
        o['k38'] = 38
        o['k39'] = 39
        o['k40'] = 40
        o['k41'] = 41
        o['k42'] = 42
        o['k43'] = 43
        o['k44'] = 44
        o['k45'] = 45
        o['k46'] = 46
        o['k47'] = 47
        o['k48'] = 48
        o['k49'] = 49
        o['k50'] = 50
        o['k51'] = 51
        o['k52'] = 52
        o['k53'] = 53
        o['k54'] = 54
        o['k55'] = 55
        o['k56'] = 56
        o['k57'] = 57
        o['k58'] = 58
        o['k59'] = 59
        o['k60'] = 60
        o['k61'] = 61
        o['k62'] = 62
        o['k63'] = 63
        o['k64'] = 64
        uvicorn.run(app, **o)
        """,
    "too many items together": """
        a = {"a0": 1, "a1": 1, "a2": 1, "a3": 1, "a4": 1, "a5": 1, "a6": 1, "a7": 1, "a8": 1, "a9": 1, "a10": 1, "a11": 1, "a12": 1, "a13": 1, "a14": 1, "a15": 1, "a16": 1, "a17": 1, "a18": 1, "a19": 1, "a20": 1, "a21": 1, "a22": 1, "a23": 1, "a24": 1, "a25": 1, "a26": 1, "a27": 1, "a28": 1, "a29": 1, "a30": 1, "a31": 1, "a32": 1, "a33": 1, "a34": 1, "a35": 1, "a36": 1, "a37": 1, "a38": 1, "a39": 1, "a40": 1, "a41": 1, "a42": 1, "a43": 1, "a44": 1, "a45": 1, "a46": 1, "a47": 1, "a48": 1, "a49": 1, "a50": 1, "a51": 1, "a52": 1, "a53": 1, "a54": 1, "a55": 1, "a56": 1, "a57": 1, "a58": 1, "a59": 1, "a60": 1, "a61": 1, "a62": 1, "a63": 1, "a64": 1, "a65": 1, "a66": 1, "a67": 1, "a68": 1, "a69": 1, "a70": 1, "a71": 1, "a72": 1, "a73": 1, "a74": 1, "a75": 1, "a76": 1, "a77": 1, "a78": 1, "a79": 1, "a80": 1, "a81": 1, "a82": 1, "a83": 1, "a84": 1, "a85": 1, "a86": 1, "a87": 1, "a88": 1, "a89": 1, "a90": 1, "a91": 1, "a92": 1, "a93": 1, "a94": 1, "a95": 1, "a96": 1, "a97": 1, "a98": 1, "a99": 1, "a100": 1, "a101": 1, "a102": 1, "a103": 1, "a104": 1, "a105": 1, "a106": 1, "a107": 1, "a108": 1, "a109": 1, "a110": 1, "a111": 1, "a112": 1, "a113": 1, "a114": 1, "a115": 1, "a116": 1, "a117": 1, "a118": 1, "a119": 1, "a120": 1, "a121": 1, "a122": 1, "a123": 1, "a124": 1, "a125": 1, "a126": 1, "a127": 1, "a128": 1, "a129": 1, "a130": 1, "a131": 1, "a132": 1, "a133": 1, "a134": 1, "a135": 1, "a136": 1, "a137": 1, "a138": 1, "a139": 1, "a140": 1, "a141": 1, "a142": 1, "a143": 1, "a144": 1, "a145": 1, "a146": 1, "a147": 1, "a148": 1, "a149": 1, "reload": True}
        b = {"b0": 1, "b1": 1, "b2": 1, "b3": 1, "b4": 1, "b5": 1, "b6": 1, "b7": 1, "b8": 1, "b9": 1, "b10": 1, "b11": 1, "b12": 1, "b13": 1, "b14": 1, "b15": 1, "b16": 1, "b17": 1, "b18": 1, "b19": 1, "b20": 1, "b21": 1, "b22": 1, "b23": 1, "b24": 1, "b25": 1, "b26": 1, "b27": 1, "b28": 1, "b29": 1, "b30": 1, "b31": 1, "b32": 1, "b33": 1, "b34": 1, "b35": 1, "b36": 1, "b37": 1, "b38": 1, "b39": 1, "b40": 1, "b41": 1, "b42": 1, "b43": 1, "b44": 1, "b45": 1, "b46": 1, "b47": 1, "b48": 1, "b49": 1, "b50": 1, "b51": 1, "b52": 1, "b53": 1, "b54": 1, "b55": 1, "b56": 1, "b57": 1, "b58": 1, "b59": 1, "b60": 1, "b61": 1, "b62": 1, "b63": 1, "b64": 1, "b65": 1, "b66": 1, "b67": 1, "b68": 1, "b69": 1, "b70": 1, "b71": 1, "b72": 1, "b73": 1, "b74": 1, "b75": 1, "b76": 1, "b77": 1, "b78": 1, "b79": 1, "b80": 1, "b81": 1, "b82": 1, "b83": 1, "b84": 1, "b85": 1, "b86": 1, "b87": 1, "b88": 1, "b89": 1, "b90": 1, "b91": 1, "b92": 1, "b93": 1, "b94": 1, "b95": 1, "b96": 1, "b97": 1, "b98": 1, "b99": 1, "b100": 1, "b101": 1, "b102": 1, "b103": 1, "b104": 1, "b105": 1, "b106": 1, "b107": 1, "b108": 1, "b109": 1, "b110": 1, "b111": 1, "b112": 1, "b113": 1, "b114": 1, "b115": 1, "b116": 1, "b117": 1, "b118": 1, "b119": 1, "b120": 1, "b121": 1, "b122": 1, "b123": 1, "b124": 1, "b125": 1, "b126": 1, "b127": 1, "b128": 1, "b129": 1, "b130": 1, "b131": 1, "b132": 1, "b133": 1, "b134": 1, "b135": 1, "b136": 1, "b137": 1, "b138": 1, "b139": 1, "b140": 1, "b141": 1, "b142": 1, "b143": 1, "b144": 1, "b145": 1, "b146": 1, "b147": 1, "b148": 1, "b149": 1, }
        uvicorn.run(app, **{**a, **b})
        """,
    "too many values": """
        import os
        o = {}
        if os.sep == '0': o['reload'] = os.getenv('0')
        if os.sep == '1': o['reload'] = os.getenv('1')
        if os.sep == '2': o['reload'] = os.getenv('2')
        if os.sep == '3': o['reload'] = os.getenv('3')
        if os.sep == '4': o['reload'] = os.getenv('4')
        if os.sep == '5': o['reload'] = os.getenv('5')
        if os.sep == '6': o['reload'] = os.getenv('6')
        if os.sep == '7': o['reload'] = os.getenv('7')
        if os.sep == '8': o['reload'] = os.getenv('8')
        if os.sep == '9': o['reload'] = os.getenv('9')
        if os.sep == '10': o['reload'] = os.getenv('10')
        if os.sep == '11': o['reload'] = os.getenv('11')
        if os.sep == '12': o['reload'] = os.getenv('12')
        if os.sep == '13': o['reload'] = os.getenv('13')
        if os.sep == '14': o['reload'] = os.getenv('14')
        if os.sep == '15': o['reload'] = os.getenv('15')
        if os.sep == '16': o['reload'] = os.getenv('16')
        if os.sep == '17': o['reload'] = os.getenv('17')
        if os.sep == '18': o['reload'] = os.getenv('18')
        if os.sep == '19': o['reload'] = os.getenv('19')
        uvicorn.run(app, **o)
        """,
    "too many unions": """
        a = {}
        a0 = a | {'reload': True}
        a1 = a0 | {'reload': True}
        a2 = a1 | {'reload': True}
        a3 = a2 | {'reload': True}
        a4 = a3 | {'reload': True}
        a5 = a4 | {'reload': True}
        a6 = a5 | {'reload': True}
        a7 = a6 | {'reload': True}
        a8 = a7 | {'reload': True}
        a9 = a8 | {'reload': True}
        a10 = a9 | {'reload': True}
        a11 = a10 | {'reload': True}
        a12 = a11 | {'reload': True}
        a13 = a12 | {'reload': True}
        a14 = a13 | {'reload': True}
        a15 = a14 | {'reload': True}
        a16 = a15 | {'reload': True}
        a17 = a16 | {'reload': True}
        a18 = a17 | {'reload': True}
        a19 = a18 | {'reload': True}
        a20 = a19 | {'reload': True}
        a21 = a20 | {'reload': True}
        a22 = a21 | {'reload': True}
        a23 = a22 | {'reload': True}
        a24 = a23 | {'reload': True}
        a25 = a24 | {'reload': True}
        a26 = a25 | {'reload': True}
        a27 = a26 | {'reload': True}
        a28 = a27 | {'reload': True}
        a29 = a28 | {'reload': True}
        a30 = a29 | {'reload': True}
        a31 = a30 | {'reload': True}
        a32 = a31 | {'reload': True}
        a33 = a32 | {'reload': True}
        a34 = a33 | {'reload': True}
        a35 = a34 | {'reload': True}
        a36 = a35 | {'reload': True}
        a37 = a36 | {'reload': True}
        a38 = a37 | {'reload': True}
        a39 = a38 | {'reload': True}
        a40 = a39 | {'reload': True}
        a41 = a40 | {'reload': True}
        a42 = a41 | {'reload': True}
        a43 = a42 | {'reload': True}
        a44 = a43 | {'reload': True}
        a45 = a44 | {'reload': True}
        a46 = a45 | {'reload': True}
        a47 = a46 | {'reload': True}
        a48 = a47 | {'reload': True}
        a49 = a48 | {'reload': True}
        a50 = a49 | {'reload': True}
        a51 = a50 | {'reload': True}
        a52 = a51 | {'reload': True}
        a53 = a52 | {'reload': True}
        a54 = a53 | {'reload': True}
        a55 = a54 | {'reload': True}
        a56 = a55 | {'reload': True}
        a57 = a56 | {'reload': True}
        a58 = a57 | {'reload': True}
        a59 = a58 | {'reload': True}
        a60 = a59 | {'reload': True}
        a61 = a60 | {'reload': True}
        a62 = a61 | {'reload': True}
        a63 = a62 | {'reload': True}
        a64 = a63 | {'reload': True}
        a65 = a64 | {'reload': True}
        a66 = a65 | {'reload': True}
        a67 = a66 | {'reload': True}
        a68 = a67 | {'reload': True}
        a69 = a68 | {'reload': True}
        a70 = a69 | {'reload': True}
        a71 = a70 | {'reload': True}
        a72 = a71 | {'reload': True}
        a73 = a72 | {'reload': True}
        a74 = a73 | {'reload': True}
        a75 = a74 | {'reload': True}
        a76 = a75 | {'reload': True}
        a77 = a76 | {'reload': True}
        a78 = a77 | {'reload': True}
        a79 = a78 | {'reload': True}
        a80 = a79 | {'reload': True}
        a81 = a80 | {'reload': True}
        a82 = a81 | {'reload': True}
        a83 = a82 | {'reload': True}
        a84 = a83 | {'reload': True}
        a85 = a84 | {'reload': True}
        a86 = a85 | {'reload': True}
        a87 = a86 | {'reload': True}
        a88 = a87 | {'reload': True}
        a89 = a88 | {'reload': True}
        a90 = a89 | {'reload': True}
        a91 = a90 | {'reload': True}
        a92 = a91 | {'reload': True}
        a93 = a92 | {'reload': True}
        a94 = a93 | {'reload': True}
        a95 = a94 | {'reload': True}
        a96 = a95 | {'reload': True}
        a97 = a96 | {'reload': True}
        a98 = a97 | {'reload': True}
        a99 = a98 | {'reload': True}
        a100 = a99 | {'reload': True}
        a101 = a100 | {'reload': True}
        a102 = a101 | {'reload': True}
        a103 = a102 | {'reload': True}
        a104 = a103 | {'reload': True}
        a105 = a104 | {'reload': True}
        a106 = a105 | {'reload': True}
        a107 = a106 | {'reload': True}
        a108 = a107 | {'reload': True}
        a109 = a108 | {'reload': True}
        a110 = a109 | {'reload': True}
        a111 = a110 | {'reload': True}
        a112 = a111 | {'reload': True}
        a113 = a112 | {'reload': True}
        a114 = a113 | {'reload': True}
        a115 = a114 | {'reload': True}
        a116 = a115 | {'reload': True}
        a117 = a116 | {'reload': True}
        a118 = a117 | {'reload': True}
        a119 = a118 | {'reload': True}
        a120 = a119 | {'reload': True}
        a121 = a120 | {'reload': True}
        a122 = a121 | {'reload': True}
        a123 = a122 | {'reload': True}
        a124 = a123 | {'reload': True}
        a125 = a124 | {'reload': True}
        a126 = a125 | {'reload': True}
        a127 = a126 | {'reload': True}
        a128 = a127 | {'reload': True}
        a129 = a128 | {'reload': True}
        a130 = a129 | {'reload': True}
        a131 = a130 | {'reload': True}
        a132 = a131 | {'reload': True}
        a133 = a132 | {'reload': True}
        a134 = a133 | {'reload': True}
        a135 = a134 | {'reload': True}
        a136 = a135 | {'reload': True}
        a137 = a136 | {'reload': True}
        a138 = a137 | {'reload': True}
        a139 = a138 | {'reload': True}
        a140 = a139 | {'reload': True}
        a141 = a140 | {'reload': True}
        a142 = a141 | {'reload': True}
        a143 = a142 | {'reload': True}
        a144 = a143 | {'reload': True}
        a145 = a144 | {'reload': True}
        a146 = a145 | {'reload': True}
        a147 = a146 | {'reload': True}
        a148 = a147 | {'reload': True}
        a149 = a148 | {'reload': True}
        a150 = a149 | {'reload': True}
        a151 = a150 | {'reload': True}
        a152 = a151 | {'reload': True}
        a153 = a152 | {'reload': True}
        a154 = a153 | {'reload': True}
        a155 = a154 | {'reload': True}
        a156 = a155 | {'reload': True}
        a157 = a156 | {'reload': True}
        a158 = a157 | {'reload': True}
        a159 = a158 | {'reload': True}
        a160 = a159 | {'reload': True}
        a161 = a160 | {'reload': True}
        a162 = a161 | {'reload': True}
        a163 = a162 | {'reload': True}
        a164 = a163 | {'reload': True}
        a165 = a164 | {'reload': True}
        a166 = a165 | {'reload': True}
        a167 = a166 | {'reload': True}
        a168 = a167 | {'reload': True}
        a169 = a168 | {'reload': True}
        a170 = a169 | {'reload': True}
        a171 = a170 | {'reload': True}
        a172 = a171 | {'reload': True}
        a173 = a172 | {'reload': True}
        a174 = a173 | {'reload': True}
        a175 = a174 | {'reload': True}
        a176 = a175 | {'reload': True}
        a177 = a176 | {'reload': True}
        a178 = a177 | {'reload': True}
        a179 = a178 | {'reload': True}
        a180 = a179 | {'reload': True}
        a181 = a180 | {'reload': True}
        a182 = a181 | {'reload': True}
        a183 = a182 | {'reload': True}
        a184 = a183 | {'reload': True}
        a185 = a184 | {'reload': True}
        a186 = a185 | {'reload': True}
        a187 = a186 | {'reload': True}
        a188 = a187 | {'reload': True}
        a189 = a188 | {'reload': True}
        a190 = a189 | {'reload': True}
        a191 = a190 | {'reload': True}
        a192 = a191 | {'reload': True}
        a193 = a192 | {'reload': True}
        a194 = a193 | {'reload': True}
        a195 = a194 | {'reload': True}
        a196 = a195 | {'reload': True}
        a197 = a196 | {'reload': True}
        a198 = a197 | {'reload': True}
        a199 = a198 | {'reload': True}
        a200 = a199 | {'reload': True}
        uvicorn.run(app, **a200)
        """,
    "both of and": """
        uvicorn.run(app, **({"port": 1} and {"reload": True}))
        """,
    "something else": """
        uvicorn.run(app, **[1])
        uvicorn.run(app, **app.options)
        uvicorn.run(app, **(lambda: {"reload": True})())
        uvicorn.run(app, **dict({"reload": True}, {}))
        uvicorn.run(app, **dict([("reload", True, 1)]))
        uvicorn.run(app, **dict([x]))
        uvicorn.run(app, **dict.fromkeys(x, True))
        uvicorn.run(app, **x.fromkeys(["reload"], True))
        uvicorn.run(app, **{x: True})
        uvicorn.run(app, **{k: v for k, v in x.items()})
        uvicorn.run(app, **{k: v for k, v in {"reload": True}})
        uvicorn.run(app, **{k: True for k in ["reload"]})
        uvicorn.run(app, **{"reload": True}.get())
        uvicorn.run(app, **x["a"])
        uvicorn.run(app, **{"a": {"reload": True}}["a"])
        """,
    "functions that give something else": """
        def nothing(): pass
        def sometimes(x):
            if x:
                return
            return {"reload": True}
        def yields(): yield {"reload": True}
        async def later(): return {"reload": True}
        def wrong(): return {"reload": True}
        @wrong
        def wrapped(): return {"reload": True}
        def endless(): return endless()
        uvicorn.run(app, **nothing())
        uvicorn.run(app, **sometimes(1))
        uvicorn.run(app, **yields())
        uvicorn.run(app, **later())
        uvicorn.run(app, **wrong(1))
        uvicorn.run(app, **wrapped())
        uvicorn.run(app, **endless())
        """,
    "changed with what is not visible": """
        given = {"reload": True}
        given.update(*x)
        uvicorn.run(app, **given)
        other = {"reload": True}
        other.update(x, y)
        uvicorn.run(app, **other)
        third = {"reload": True}
        third.clear()
        uvicorn.run(app, **third)
        fourth = {"reload": True}
        fourth.setdefault(x, 1)
        uvicorn.run(app, **fourth)
        fifth = {"reload": True}
        fifth |= x
        uvicorn.run(app, **fifth)
        sixth = {"reload": True}
        sixth += x
        uvicorn.run(app, **sixth)
        """,
    "loops that are not followed": """
        given = {}
        for key, value in [("reload",), ("port", 1)]:
            given[key] = value
        uvicorn.run(app, **given)
        for key in ("reload",):
            given = {}
            given[key] = False
        uvicorn.run(app, **given)
        for other in x:
            given[other] = True
        uvicorn.run(app, **given)
        """,
    "a name that is not visible": """
        uvicorn.run(app, **nowhere)
        def main():
            nonlocal_one = 1
            def inner():
                nonlocal nonlocal_one
                nonlocal_one = {"reload": True}
            inner()
            uvicorn.run(app, **nonlocal_one)
        main()
        with x as given:
            uvicorn.run(app, **given)
        """,
    "bounded under its own test": """
        import os
        given = {"workers": int(os.environ["N"])}
        if given["workers"] > 1:
            given["workers"] = 1
        uvicorn.run(app, **given)
        more = {"workers": int(os.environ["N"])}
        if more["workers"] > 1:
            more.update(workers=1)
        uvicorn.run(app, **more)
        third = {"workers": int(os.environ["N"])}
        if third["workers"] > 1:
            third.pop("workers")
        uvicorn.run(app, **third)
        """,
    "with more names than are followed": """
        a0=a1=a2=a3=a4=a5=a6=a7=a8=a9=a10=a11=a12=a13=a14=a15=a16=a17=a18=a19=a20=a21=a22=a23=a24=a25=a26=a27=a28=a29=a30=a31=a32=a33=a34=a35=a36=a37=a38=a39=a40=a41=a42=a43=a44=a45=a46=a47=a48=a49=a50=a51=a52=a53=a54=a55=a56=a57=a58=a59 = {'reload': True}
        uvicorn.run(app, **a0)
        """,
    "handed on too often": """
        def tell(o): print(o)
        def a(o): tell(o)
        def b(o): a(o)
        def c(o): b(o)
        given = {"reload": True}
        c(given)
        uvicorn.run(app, **given)
        other = {"reload": True}
        tell(1, other)
        uvicorn.run(app, **other)
        third = {"reload": True}
        tell(x=third)
        uvicorn.run(app, **third)
        def rest(*o): o[0]["reload"] = False
        fourth = {"reload": True}
        rest(fourth)
        uvicorn.run(app, **fourth)
        """,
}


@each(FIRES)
def test_fires(source: str) -> None:
    fires(HEAD + textwrap.dedent(source))


@each(SILENT)
def test_silent(source: str) -> None:
    silent(HEAD + textwrap.dedent(source))
