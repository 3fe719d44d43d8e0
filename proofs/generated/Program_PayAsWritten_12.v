(* Made by firstbest about program 8af77a2ea4f3e06b; do not edit. *)
From FirstBest.Lib Require Import Checker.
Definition p : program dyadics :=
  Program (D 0 0)
    [ Col (D 4951760157141513 (-80)) (Some (D 0 0)) None
    ; Col (D 928455029464035 (-72)) (Some (D 0 0)) None
    ; Col (D 5106502662052177 (-70)) (Some (D 0 0)) None
    ; Col (D 1063854721260871 (-64)) (Some (D 0 0)) None
    ; Col (D 2393673122836959 (-62)) (Some (D 0 0)) None
    ; Col (D 1914938498269569 (-59)) (Some (D 0 0)) None
    ; Col (D 8936379658591321 (-59)) (Some (D 0 0)) None
    ; Col (D 3829876996539143 (-56)) (Some (D 0 0)) None
    ; Col (D 4787346245673929 (-55)) (Some (D 0 0)) None
    ; Col (D 8510837770086989 (-55)) (Some (D 0 0)) None
    ; Col (D 2553251331026097 (-53)) (Some (D 0 0)) None
    ; Col (D 3713820117856143 (-54)) (Some (D 0 0)) None
    ; Col (D 1237940039285381 (-54)) (Some (D 0 0)) None ]
    [ Row [c 0 (-618818903915239) (-65); c 1 (-5567103399325377) (-64); c 2 (-2867420928398453) (-60); c 3 (-7147773908471505) (-59); c 4 (-5984182807092417) (-57); c 5 (-7031414798333589) (-56); c 6 (-2901705309064083) (-54); c 7 (-783086422021859) (-52); c 8 (-360132095202217) (-52); c 9 849642274639803 (-53); c 10 7912484421916889 (-55); c 11 1700056361051651 (-53); c 12 299681653704069 (-52)] (Some (D 3152519739159347 (-52))) None
    ; Row [c 0 (-4503524069506773) (-64); c 1 (-6754946093873389) (-61); c 2 (-4643090410974345) (-58); c 3 (-3866125247266595) (-56); c 4 (-8670730949441593) (-56); c 5 (-855852752180861) (-52); c 6 (-3784533111929117) (-54); c 7 (-1262891793829791) (-53); c 8 433280199680969 (-55); c 9 6575697305201229 (-55); c 10 2408115796159665 (-53); c 11 3661043559722895 (-54); c 12 1233541992774277 (-54)] (Some (D 1 0)) None ].
Definition point : vector dyadics :=
  Vector (D 1233541992774277 0) [(D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 1 54)].
Definition prices : vector dyadics :=
  Vector (D 1233541992774277 0) [(D 0 0); (D 1237940039285381 0)].
Definition lo : ratio dyadics := Ratio (D 1237940039285381 0) (D 1233541992774277 0).
Definition hi : ratio dyadics := Ratio (D 1237940039285381 0) (D 1233541992774277 0).
Theorem certified : bracket p lo hi.
Proof. prove_bracket point prices. Qed.
Definition corrupted : vector dyadics :=
  Vector (D 1233541992774277 0) [(D 0 0); (D 0 0)].
Example corrupted_is_rejected : check_bracket p point corrupted lo hi = false.
Proof. computed. Qed.
Example bold_claim_is_rejected : check_lower p prices (Ratio (D 1237940039285382 0) (D 1233541992774277 0)) = false.
Proof. computed. Qed.
