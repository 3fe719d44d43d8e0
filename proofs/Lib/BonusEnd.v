(** * A checker of the upper end of the gap of bonus contracts: square-root utility

    In words.  A utility [base] and [bonus] more from [threshold] agreements on.  [check_bonus c = true] proves that the gap
    among contracts of this kind, the effort chosen by the company, is at most [claim c] ([check_bonus_sound]).  That the
    annotator's best reply is where it is said to be is checked by BonusReply.v.

    Source.  This project.  Assumed: nothing; the numbers are checked. *)

From Coq Require Import Reals List ZArith QArith Qreals Bool Lia Lra Psatz.
From FirstBest.Lib Require Import BinomialTilt Samples CountDeviation Thresholds CountWindow.
From FirstBest.Lib Require Export BonusReply.
Open Scope R_scope.

Lemma bonus_mean_square q n x b k :
  mean q n (fun j => bonus_utility x b k j * bonus_utility x b k j) = x * x + ((x + b) * (x + b) - x * x) * reach q n k.
Proof.
  unfold reach; rewrite <- mean_scale, <- (mean_const q n (x * x)) at 1; rewrite <- mean_plus.
  apply mean_ext; intros j _; unfold bonus_utility, passes, below; destruct (Nat.ltb j k); ring.
Qed.

Record bonus_certificate := BonusCertificate
  { replied : reply; claim : Q; most : Q; most_near : Q; most_bend : Q }.

Section Checker.
Variables (m : economy) (c : bonus_certificate).
Let t : reply := replied c.

Definition check_bonus : bool :=
  economy_in_range m &&& seen_at_most m (most c) (most_near c) (most_bend c) &&&
  match check_reply m t with
  | Some r =>
      Qle_bool (most c) (worth m * low t - (base t * base t + ((base t + bonus t) * (base t + bonus t) - base t * base t) * r)
                         + claim c)
  | None => false
  end.

Theorem check_bonus_sound : check_bonus = true ->
  gap_at_most m bonus_pay (Pos.to_nat (signals t)) (Q2R (claim c)).
Proof.
  unfold check_bonus; intros H; apply both in H; destruct H as [H Pay]; apply both in H; destruct H as [H Fb].
  destruct (economy_in_range_sound m H) as [K0 [K1 [S0 W0]]].
  destruct (check_reply m t) as [r|] eqn:E; [|discriminate]; apply le_le in Pay.
  destruct (check_reply_sound m t r K0 K1 S0 E) as [Ba [Bo [e [Lo [Hi [Best [Part Re]]]]]]].
  set (n := Pos.to_nat (signals t)) in *; set (k := Pos.to_nat (threshold t)) in *.
  set (f := bonus_utility (Q2R (base t)) (Q2R (bonus t)) k) in *.
  assert (Ex : forall d g, expect (agreement m d) n (fun s => g (Model.count s)) = mean (agreement m d) n g)
    by (intros; apply expect_count).
  exists (fun s => f (Model.count s)), e; split; [apply bonus_utility_pays, Bo|split].
  - split; [lra|split; [|split]].
    + intros s _; unfold f, bonus_utility; pose proof (passes_range k (Model.count s)); nra.
    + intros d Hd; rewrite !Ex; apply Best, Hd.
    + unfold participates; rewrite Ex; exact Part.
  - intros e0 He0; pose proof (seen_at_most_sound m _ _ _ e0 Fb He0) as F; unfold under.
    rewrite (Ex e (fun j => f j * f j)); unfold f; rewrite bonus_mean_square.
    repeat (rewrite Q2R_plus in Pay || rewrite Q2R_minus in Pay || rewrite Q2R_mult in Pay).
    set (g := (Q2R (base t) + Q2R (bonus t)) * (Q2R (base t) + Q2R (bonus t)) - Q2R (base t) * Q2R (base t)) in *.
    assert (G0 : 0 <= g) by (unfold g; nra).
    pose proof (Rmult_le_compat_l _ _ _ G0 Re).
    assert (Q2R (worth m) * Q2R (low t) <= Q2R (worth m) * e) by (apply Rmult_le_compat_l; lra); lra.
Qed.
End Checker.

Theorem check_bonuses_sound m cs : forallb (check_bonus m) cs = true ->
  upper_ends m bonus_pay (map (fun c => (signals (replied c), claim c)) cs).
Proof.
  intros H n u I; apply in_map_iff in I; destruct I as [c [E I]]; injection E as <- <-.
  apply check_bonus_sound; rewrite forallb_forall in H; apply H, I.
Qed.

(** All that a file needs: the economy [m] and the certificates [cs] are written out. *)
Ltac prove_bonus_ends m cs := refine (check_bonuses_sound m cs _); computed.

(** Twins that the checker has to reject: another bonus, a bolder claim. *)
Definition with_bonus (c : bonus_certificate) (b : Q) : bonus_certificate :=
  BonusCertificate (reply_with_bonus (replied c) b) (claim c) (most c) (most_near c) (most_bend c).
Definition with_claim (c : bonus_certificate) (u : Q) : bonus_certificate :=
  BonusCertificate (replied c) u (most c) (most_near c) (most_bend c).
