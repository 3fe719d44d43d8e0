(** * A checker of the upper end of the gap of bonus contracts: roots, logarithm, constant absolute risk aversion

    In words.  The economies of PriceEnd.v, and a utility [base] and [bonus] more from [threshold] agreements on.
    [check_bonus_wage m c = true] proves that the gap among contracts of this kind, the effort chosen by the company, is at
    most [claim c] ([check_bonus_wage_sound]).

    How.  Where the annotator's best reply is does not depend on what the utilities cost: BonusReply.v checks it for the
    same signals and cost.  Where the cost is scale*e^(k/2) and the signals are an expert's labels, that is the economy of
    two looks in the root of effort ([annotator]).  A bonus pays two utilities, so two wages ([buys]).  What effort seen
    is worth is bounded in WageGap.v.

    Source.  This project.  Assumed: nothing; the numbers are checked. *)

From Coq Require Import Reals List ZArith QArith Qreals Bool Lia Lra Psatz.
From FirstBest.Lib Require Import BinomialTilt Samples CountDeviation Thresholds CountWindow.
From FirstBest.Lib Require LowerEnd UpperEnd.
From FirstBest.Lib Require Export BonusReply WageGap.
Open Scope R_scope.

Section Annotator.
Variable m : economy.

(** ** The annotator *)

(** The same signals and cost, in x = e or x = sqrt e. *)
Definition annotator : option LowerEnd.economy :=
  match exponent m, monitoring m with
  | Whole (S (S p)), Expert => Some (LowerEnd.Economy LowerEnd.Expert (kappa m) (scale m) p (worth m) (outside m))
  | Whole (S (S p)), TwoLooks => Some (LowerEnd.Economy LowerEnd.TwoLooks (kappa m) (scale m) p (worth m) (outside m))
  | Half (S (S p)), Expert => Some (LowerEnd.Economy LowerEnd.TwoLooks (kappa m) (scale m) p (worth m) (outside m))
  | _, _ => None
  end.

Lemma annotator_same l : annotator = Some l ->
  LowerEnd.kappa l = kappa m /\ LowerEnd.scale l = scale m /\ LowerEnd.outside l = outside m /\
  forall x, 0 <= x -> agreement m (effort m x) = LowerEnd.agreement l x /\
    effort_cost m (effort m x) = LowerEnd.effort_cost l x.
Proof.
  unfold annotator, agreement, effort_cost, effort, LowerEnd.agreement, LowerEnd.effort_cost; intros H.
  destruct (exponent m) as [[|[|p]]|[|[|p]]], (monitoring m); try discriminate; injection H as <-;
    cbn [LowerEnd.kappa LowerEnd.scale LowerEnd.outside LowerEnd.monitoring LowerEnd.power];
    repeat split; rewrite ?sqrt_square by assumption; reflexivity.
Qed.

(** ** The checker *)

Record wage_certificate := WageCertificate
  { replied : reply; claim : Q; log_base : Q; wage_base : Q; log_paid : Q; wage_paid : Q;
    worth_price : point; most : Q; most_near : Q; most_bend : Q }.

Variable c : wage_certificate.
Let t : reply := replied c.

(** What effort seen is worth at most. *)
Definition check_seen : bool := seen_at_most m (worth_price c) (most c) (most_near c) (most_bend c).

Definition effort_at (x : Q) : Q := match exponent m with Whole _ => x | Half _ => (x * x)%Q end.

Definition check_bonus_wage : bool :=
  less 0 (kappa m) &&& less (kappa m) 1 &&& Qle_bool 0 (scale m) &&& Qle_bool 0 (worth m) &&& Qle_bool 0 (curve m) &&&
  well_formed (family m) &&& check_seen &&&
  buys (family m) (base t) (log_base c) (wage_base c) &&&
  buys (family m) (base t + bonus t) (log_paid c) (wage_paid c) &&& Qle_bool (wage_base c) (wage_paid c) &&&
  match annotator with
  | Some l =>
      match check_reply l t with
      | Some r =>
          let x := effort_at (low t) in let y := effort_at (high t) in
          Qle_bool (most c) (worth m * x - curve m * (1 # 2) * (y * y)
            - (wage_base c + (wage_paid c - wage_base c) * r) + claim c)
      | None => false
      end
  | None => false
  end.

Lemma effort_at_value x : Q2R (effort_at x) = effort m (Q2R x).
Proof. unfold effort_at, effort; destruct (exponent m); [reflexivity|apply Q2R_mult]. Qed.

Theorem check_bonus_wage_sound : check_bonus_wage = true ->
  gap_at_most m bonus_pay (Pos.to_nat (signals t)) (Q2R (claim c)).
Proof.
  unfold check_bonus_wage; intros H.
  apply both in H; destruct H as [H Num]; apply both in H; destruct H as [H Ww].
  apply both in H; destruct H as [H W1]; apply both in H; destruct H as [H W0].
  apply both in H; destruct H as [H Fb]; apply both in H; destruct H as [H Wf].
  apply both in H; destruct H as [H Cu]; apply both in H; destruct H as [H Wo].
  apply both in H; destruct H as [H S0]; apply both in H; destruct H as [K0 K1].
  apply less_lt in K0; apply less_lt in K1; apply le_le in S0; apply le_le in Wo; apply le_le in Cu; apply le_le in Ww.
  rewrite Q2R_zero in *; rewrite Q2R_one in *.
  destruct (buys_sound _ _ _ _ Wf W0) as [P0 L0]; destruct (buys_sound _ _ _ _ Wf W1) as [P1 L1]; rewrite Q2R_plus in *.
  destruct annotator as [l|] eqn:An; [|discriminate].
  destruct (annotator_same l An) as [Ek [Es [Eo Same]]].
  destruct (check_reply l t) as [r|] eqn:E; [|discriminate]; cbv zeta in Num; apply le_le in Num.
  destruct (check_reply_sound l t r ltac:(rewrite Ek; exact K0) ltac:(rewrite Ek; exact K1) ltac:(rewrite Es; exact S0) E)
    as [Ba [Bo [x [Lo [Hi [Best [Part Re]]]]]]].
  set (n := Pos.to_nat (signals t)) in *; set (k := Pos.to_nat (threshold t)) in *.
  set (f := bonus_utility (Q2R (base t)) (Q2R (bonus t)) k) in *.
  pose proof (effort_range m x ltac:(lra)) as Ex.
  destruct (Same x ltac:(lra)) as [Ax Cx].
  assert (Mean : forall q g, expect q n (fun s => g (Model.count s)) = mean q n g) by (intros; apply expect_count).
  exists (fun s => f (Model.count s)), (effort m x); split; [apply bonus_utility_pays, Bo|split].
  - split; [exact Ex|split; [|split]].
    + intros s _; unfold f, bonus_utility, passes, below; destruct (Nat.ltb (Model.count s) k).
      * replace (Q2R (base t) + Q2R (bonus t) * (1 - 1)) with (Q2R (base t)) by ring; exact P0.
      * replace (Q2R (base t) + Q2R (bonus t) * (1 - 0)) with (Q2R (base t) + Q2R (bonus t)) by ring; exact P1.
    + intros d Hd; rewrite !Mean, Ax, Cx.
      pose proof (root_range m d Hd) as Rd; destruct (Same (root m d) ltac:(lra)) as [Ad Cd].
      rewrite effort_of_root in Ad, Cd by lra; rewrite Ad, Cd; apply Best, Rd.
    + unfold participates; rewrite Mean, Ax, Cx, <- Eo; exact Part.
  - intros e0 He0 Pe0; pose proof (seen_at_most_sound m _ _ _ _ e0 Wf Fb He0 Pe0) as F; unfold under.
    rewrite (Mean _ (fun j => wage (family m) (f j))), Ax.
    assert (Pay : mean (LowerEnd.agreement l x) n (fun j => wage (family m) (f j)) <=
      Q2R (wage_base c) + (Q2R (wage_paid c) - Q2R (wage_base c)) * Q2R r).
    { pose proof (UpperEnd.agreement_unit l ltac:(rewrite Ek; exact K0) ltac:(rewrite Ek; exact K1) x ltac:(lra)) as Q.
      apply Rle_trans with (mean (LowerEnd.agreement l x) n
        (fun j => Q2R (wage_base c) + (Q2R (wage_paid c) - Q2R (wage_base c)) * passes k j)).
      - apply mean_le; [exact Q|]; intros j _; unfold f, bonus_utility, passes, below; destruct (Nat.ltb j k).
        + replace (Q2R (base t) + Q2R (bonus t) * (1 - 1)) with (Q2R (base t)) by ring; lra.
        + replace (Q2R (base t) + Q2R (bonus t) * (1 - 0)) with (Q2R (base t) + Q2R (bonus t)) by ring; lra.
      - rewrite mean_plus, mean_scale, mean_const; fold (reach (LowerEnd.agreement l x) n k).
        apply Rplus_le_compat_l, Rmult_le_compat_l; [lra|exact Re]. }
    repeat (rewrite Q2R_plus in Num || rewrite Q2R_minus in Num || rewrite Q2R_mult in Num || rewrite effort_at_value in Num ||
      rewrite Q2R_unit in Num).
    pose proof (effort_rises m (Q2R (low t)) x ltac:(lra)) as E1; pose proof (effort_rises m x (Q2R (high t)) ltac:(lra)) as E2.
    pose proof (Rmult_le_compat_l _ _ _ Wo E1) as V1.
    assert (V2 : effort m x * effort m x <= effort m (Q2R (high t)) * effort m (Q2R (high t))) by (apply Rmult_le_compat; lra).
    pose proof (Rmult_le_compat_l (Q2R (curve m) / 2) _ _ ltac:(lra) V2) as V3.
    unfold benefit; replace (IZR 2) with 2 in Num by reflexivity; lra.
Qed.
End Annotator.

Theorem check_bonus_wages_sound m cs : forallb (check_bonus_wage m) cs = true ->
  upper_ends m bonus_pay (map (fun c => (signals (replied c), claim c)) cs).
Proof.
  intros H n u I; apply in_map_iff in I; destruct I as [c [E I]]; injection E as <- <-.
  apply check_bonus_wage_sound; rewrite forallb_forall in H; apply H, I.
Qed.

(** All that a file needs: the economy [m] and the certificates [cs] are written out. *)
Ltac prove_bonus_wage_ends m cs := refine (check_bonus_wages_sound m cs _); computed.

(** Twins that the checker has to reject: another bonus, a wage that does not buy what is paid, a bolder claim. *)
Definition with_bonus (c : wage_certificate) (b : Q) : wage_certificate :=
  WageCertificate (reply_with_bonus (replied c) b) (claim c) (log_base c) (wage_base c) (log_paid c) (wage_paid c)
    (worth_price c) (most c) (most_near c) (most_bend c).
Definition with_wage (c : wage_certificate) (w : Q) : wage_certificate :=
  WageCertificate (replied c) (claim c) (log_base c) (wage_base c) (log_paid c) w
    (worth_price c) (most c) (most_near c) (most_bend c).
Definition with_claim (c : wage_certificate) (u : Q) : wage_certificate :=
  WageCertificate (replied c) u (log_base c) (wage_base c) (log_paid c) (wage_paid c)
    (worth_price c) (most c) (most_near c) (most_bend c).
