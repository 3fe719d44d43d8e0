(* Made by firstbest about program 172ca8ef5ead46db; do not edit. *)
From FirstBest.Lib Require Import Checker.
Definition p : program dyadics :=
  Program (D 0 0)
    [ Col (D 1 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None ]
    [ Row [c 1 1 0; c 2 1 0; c 3 1 0; c 4 1 0; c 5 1 0; c 6 1 0; c 7 1 0; c 8 1 0; c 9 1 0; c 10 1 0; c 11 1 0; c 12 1 0; c 13 1 0; c 14 1 0; c 15 1 0; c 16 1 0; c 17 1 0; c 18 1 0; c 19 1 0; c 20 1 0; c 21 1 0; c 0 (-1) 0] (Some (D 1 0)) (Some (D 1 0))
    ; Row [c 1 (-281474976710657) (-28); c 2 (-3377699720527881) (-33); c 3 (-2533274790395913) (-34); c 4 (-7599824371187733) (-37); c 5 (-5699868278390795) (-38); c 6 (-8549802417586201) (-40); c 7 (-6412351813189645) (-41); c 8 (-2404631929946117) (-41); c 9 (-450868486864897) (-40); c 10 (-2705210921189377) (-44); c 11 (-2028908190892033) (-45); c 12 (-177147) (-13); c 13 (-4565043429507071) (-49); c 14 (-3423782572130303) (-50); c 15 (-5135673858195455) (-52); c 16 (-1925877696823293) (-52); c 17 (-722204136308735) (-52); c 18 (-2166612408926205) (-55); c 19 (-3249918613389303) (-57); c 20 (-4874877920083955) (-59); c 21 (-7312316880125933) (-61); c 0 1 0] (Some (D (-5404319552844595) (-54))) None
    ; Row [c 1 (-6103515625000027) (-26); c 2 (-3051757812500013) (-27); c 3 (-3051757812500007) (-29); c 4 (-762939453125003) (-29); c 5 (-1525878906250003) (-32); c 6 (-3051757812500005) (-35); c 7 (-1525878906250005) (-36); c 8 (-762939453125001) (-37); c 9 (-6103515625000013) (-42); c 10 (-3051757812500003) (-43); c 11 (-3051757812500005) (-45); c 12 (-1525878906250001) (-46); c 13 (-762939453125001) (-47); c 14 (-762939453125001) (-49); c 15 (-3051757812500003) (-53); c 16 (-6103515625000005) (-56); c 17 (-3051757812500001) (-57); c 18 (-3051757812499999) (-59); c 19 (-1525878906249999) (-60); c 20 (-3051757812500003) (-63); c 21 (-3051757812499997) (-65); c 0 1 0] (Some (D 0 0)) None ].
Definition point : vector dyadics :=
  Vector (D 36890436389606603235 0) [(D 3051757812499997 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 0 0); (D 1 65)].
Definition prices : vector dyadics :=
  Vector (D 36890436389606603235 0) [(D 3051757812499997 0); (D 0 0); (D 1 65)].
Definition lo : ratio dyadics := Ratio (D 3051757812499997 0) (D 36890436389606603235 0).
Definition hi : ratio dyadics := Ratio (D 3051757812499997 0) (D 36890436389606603235 0).
Theorem certified : bracket p lo hi.
Proof. prove_bracket point prices. Qed.
Definition corrupted : vector dyadics :=
  Vector (D 36890436389606603235 0) [(D 0 0); (D 0 0); (D 1 65)].
Example corrupted_is_rejected : check_bracket p point corrupted lo hi = false.
Proof. computed. Qed.
Example bold_claim_is_rejected : check_lower p prices (Ratio (D 3051757812499998 0) (D 36890436389606603235 0)) = false.
Proof. computed. Qed.
