(** * A checker of the upper end of the gap among all contracts, any number of signals

    In words.  With square-root utility the best pay of all is linear in the count in utility, and 0 below a count [cut]
    from which on that is positive.  [check_floor c = true] proves that with pay [intercept] + [rate]*S from [cut] on the
    gap among all contracts, the effort chosen by the company, is at most [claim c] ([check_floor_sound]).

    How.  Means of linear pay are known exactly, whatever n; what the floor adds is at most |intercept| P(S < cut), and the
    slope of expected utility in q lies between n*rate*P(S >= cut) at the least q and n*rate.  The tail comes from short
    windows (WindowEnds.v): a few hundred steps for 10^14 signals, for there the floor is far away.

    Source.  This project.  Assumed: nothing; the numbers are checked. *)

From Coq Require Import Reals List ZArith QArith Qreals Bool Lia Lra Psatz.
From FirstBest.Lib Require Import BinomialTilt CountDeviation CountWindow.
From FirstBest.Lib Require Export UpperEnd WindowEnds.
Open Scope R_scope.

Definition floor_utility (A B : R) (K j : nat) : R := if Nat.ltb j K then 0 else A + B * INR j.

Section Pay.
Variables (A B : R) (K : nat).
Hypothesis B0 : 0 <= B.
Hypothesis From : 0 <= A + B * INR K.
Hypothesis Before : (0 < K)%nat -> A + B * (INR K - 1) <= 0.

Let f : nat -> R := floor_utility A B K.

Lemma floor_step j : B * passes K j <= f (S j) - f j <= B.
Proof.
  unfold f, floor_utility, passes, below.
  destruct (Nat.ltb_spec j K), (Nat.ltb_spec (S j) K); try lia; rewrite ?S_INR; try lra.
  replace K with (S j) in * by lia; rewrite S_INR in *.
  specialize (Before ltac:(lia)); lra.
Qed.

Lemma floor_least j : 0 <= f j.
Proof.
  unfold f, floor_utility; destruct (Nat.ltb_spec j K) as [L|L]; [lra|].
  apply le_INR in L; pose proof (Rmult_le_compat_l _ _ _ B0 L); lra.
Qed.

Lemma floor_rises j : f j <= f (S j).
Proof.
  pose proof (floor_step j) as [L _].
  assert (0 <= passes K j) by (unfold passes; pose proof (below_range K j); lra).
  pose proof (Rmult_le_pos _ _ B0 H); lra.
Qed.

Lemma below_cut j : (j < K)%nat -> A + B * INR j <= 0.
Proof.
  intros L; specialize (Before ltac:(lia)); apply le_INR in L; rewrite S_INR in L.
  pose proof (Rmult_le_compat_l B (INR j) (INR K - 1) B0 ltac:(lra)); lra.
Qed.

Lemma floor_above j : A + B * INR j <= f j.
Proof. unfold f, floor_utility; destruct (Nat.ltb_spec j K) as [L|L]; [apply below_cut, L|lra]. Qed.

Lemma floor_below M j : 0 <= M -> - A <= M -> f j <= A + B * INR j + M * (1 - passes K j).
Proof.
  intros M0 MA; unfold f, floor_utility, passes, below; pose proof (Rmult_le_pos _ _ B0 (pos_INR j)).
  destruct (Nat.ltb j K); lra.
Qed.

Lemma floor_square j : f j * f j <= (A + B * INR j) * (A + B * INR j).
Proof.
  unfold f, floor_utility; destruct (Nat.ltb j K); [|lra].
  rewrite Rmult_0_l; apply Rle_0_sqr.
Qed.

Lemma linear_mean q n : mean q n (fun j => A + B * INR j) = A + B * (INR n * q).
Proof.
  pose proof (mean_deviation q n 0) as D.
  rewrite (mean_ext q n _ (fun j => (A + B * (INR n * q)) + B * (INR j - INR n * q - 0))) by (intros; ring).
  rewrite mean_plus, mean_const, mean_scale, D; ring.
Qed.

Lemma linear_square q n : mean q n (fun j => (A + B * INR j) * (A + B * INR j)) =
  (A + B * (INR n * q)) * (A + B * (INR n * q)) + B * B * (INR n * (q * (1 - q))).
Proof.
  set (a := A + B * (INR n * q)).
  rewrite (mean_ext q n _ (fun j => (a * a + 2 * a * B * (INR j - INR n * q - 0)) +
    B * B * ((INR j - INR n * q) * (INR j - INR n * q)))) by (intros; unfold a; ring).
  rewrite mean_plus, mean_plus, mean_const, !mean_scale, mean_deviation, variance; ring.
Qed.
End Pay.

(** ** The checker *)

Record floor_certificate := FloorCertificate
  { signals : positive; claim : Q;
    intercept : Q; rate : Q; cut : Z;
    low : Q; high : Q;
    most : Q; most_near : Q; most_bend : Q;
    digits : Z;
    stretches : list (Q * Z * Z);
    climbs : list (Q * Z * Z) }.

Section Checker.
Variables (m : economy) (c : floor_certificate).

Let n : Z := Zpos (signals c).

(** P(S >= cut) among k signals from below. *)
Definition reach_low (k wu wd : Z) (q : Q) : option Q :=
  if Z.eqb (cut c) 0 then Some 1%Q else reach_lower_at k (digits c) (cut c) wu wd q.

Definition depth : Q := if Qle_bool 0 (intercept c) then 0%Q else (- intercept c)%Q.

Definition linear_at (e : Q) : Q := (intercept c + rate c * (inject_Z n * agreement_at m e))%Q.

Fixpoint far_below (w turn x : Q) (l : list (Q * Z * Z)) : bool :=
  match l with
  | [] => Qle_bool turn x
  | (y, wu, wd) :: t =>
      Qle_bool x y &&& Qle_bool y 1 &&&
      match reach_low n wu wd (agreement_at m y) with
      | Some r => Qle_bool (linear_at y + depth * (1 - r) - cost_at m x) w
      | None => false
      end &&& far_below w turn y t
  end.

(** From each of these efforts utility less cost climbs up to the next, and from the last up to [low]. *)
Fixpoint climbing (l : list (Q * Z * Z)) : bool :=
  match l with
  | [] => true
  | (x, wu, wd) :: t =>
      let y := match t with [] => low c | (y, _, _) :: _ => y end in
      Qle_bool 0 x &&& Qle_bool x y &&&
      match reach_low (n - 1) wu wd (agreement_at m x) with
      | Some r => Qle_bool (target_at m y) (inject_Z n * rate c * r)
      | None => false
      end &&& climbing t
  end.

Definition turn : Q := match climbs c with [] => low c | (x, _, _) :: _ => x end.

Definition check_floor : bool :=
  let a := low c in let b := high c in
  let w := Qred (linear_at a - cost_at m a) in
  let q := agreement_at m b in
  economy_in_range m &&& Qle_bool 0 (rate c) &&& Z.leb 0 (digits c) &&&
  Z.leb 0 (cut c) &&& Z.ltb (cut c) n &&&
  Qle_bool 0 (intercept c + rate c * inject_Z (cut c)) &&&
  (Z.eqb (cut c) 0 ||| Qle_bool (intercept c + rate c * inject_Z (cut c - 1)) 0) &&&
  Qle_bool 0 a &&& Qle_bool a b &&& Qle_bool b 1 &&&
  seen_at_most m (most c) (most_near c) (most_bend c) &&&
  Qle_bool (outside m) w &&&
  far_below w turn 0 (stretches c) &&& climbing (climbs c) &&&
  Qle_bool (inject_Z n * rate c) (target_at m b) &&&
  Qle_bool (most c) (worth m * a - (linear_at b * linear_at b + rate c * rate c * (inject_Z n * (q * (1 - q)))) + claim c).
End Checker.

Section Sound.
Variables (m : economy) (c : floor_certificate) (N K : nat).
Hypothesis HN : Zpos (signals c) = Z.of_nat (S N).
Hypothesis HK : cut c = Z.of_nat K.
Hypothesis Inside : (K <= N)%nat.
Hypothesis K0 : 0 < Q2R (kappa m).
Hypothesis K1 : Q2R (kappa m) < 1.
Hypothesis S0 : 0 <= Q2R (scale m).
Hypothesis B0 : 0 <= Q2R (rate c).
Hypothesis D0 : (0 <= digits c)%Z.
Hypothesis From : 0 <= Q2R (intercept c) + Q2R (rate c) * INR K.
Hypothesis Before : (0 < K)%nat -> Q2R (intercept c) + Q2R (rate c) * (INR K - 1) <= 0.

Let f : nat -> R := floor_utility (Q2R (intercept c)) (Q2R (rate c)) K.

Lemma whole z : Q2R (inject_Z z) = IZR z.
Proof. unfold Q2R, inject_Z; simpl; field. Qed.

Lemma signals_value : IZR (Zpos (signals c)) = INR (S N).
Proof. rewrite HN, <- INR_IZR_INZ; reflexivity. Qed.

Lemma linear_at_value e : Q2R (linear_at m c e) =
  Q2R (intercept c) + Q2R (rate c) * (INR (S N) * agreement m (Q2R e)).
Proof.
  unfold linear_at; rewrite Q2R_plus, !Q2R_mult, whole, agreement_at_value, signals_value; reflexivity.
Qed.

Lemma depth_value : 0 <= Q2R (depth c) /\ - Q2R (intercept c) <= Q2R (depth c).
Proof.
  unfold depth; destruct (Qle_bool 0 (intercept c)) eqn:E.
  - apply le_le in E; rewrite Q2R_zero in *; lra.
  - destruct (Qlt_le_dec (intercept c) 0) as [L|L].
    + apply Qlt_Rlt in L; rewrite Q2R_zero in L; rewrite Q2R_opp; lra.
    + apply Qle_bool_iff in L; congruence.
Qed.

Lemma reach_low_sound k M wu wd e r : k = Z.of_nat M -> (K <= M)%nat -> 0 <= Q2R e <= 1 ->
  reach_low c k wu wd (agreement_at m e) = Some r -> Q2R r <= reach (agreement m (Q2R e)) M K.
Proof.
  intros Hk L He H; unfold reach_low in H; destruct (Z.eqb_spec (cut c) 0) as [Z0|Z0].
  - injection H as <-; rewrite Q2R_one; replace K with O by lia.
    unfold reach; rewrite <- (mean_const (agreement m (Q2R e)) M 1) at 1; apply Req_le, mean_ext.
    intros j _; unfold passes, below; simpl; ring.
  - destruct (reach_lower_sound k (digits c) (cut c) M K Hk HK L D0 _ _ _ _ H) as [_ R].
    rewrite agreement_at_value in R; exact R.
Qed.

Lemma slope_range q : 0 <= q <= 1 ->
  INR (S N) * (Q2R (rate c) * reach q N K) <= density N f q <= INR (S N) * Q2R (rate c).
Proof.
  intros Hq; unfold density; pose proof (pos_INR (S N)) as I.
  assert (St : forall j, Q2R (rate c) * passes K j <= f (S j) - f j <= Q2R (rate c))
    by (intros j; apply (floor_step _ _ K B0 From Before)).
  split; apply Rmult_le_compat_l; try exact I.
  - unfold reach; rewrite <- mean_scale; apply mean_le; [exact Hq|]; intros j _; apply St.
  - rewrite <- (mean_const q N (Q2R (rate c))); apply mean_le; [exact Hq|]; intros j _; apply St.
Qed.

Lemma far_below_sound w t l : forall x, 0 <= Q2R x -> far_below m c w t x l = true ->
  forall d, Q2R x <= d < Q2R t -> payoff m N f d <= Q2R w.
Proof.
  induction l as [|[[y wu] wd] l IH]; intros x X H d Hd; cbn [far_below] in H.
  - apply le_le in H; lra.
  - apply both in H; destruct H as [H T]; apply both in H; destruct H as [H E].
    apply both in H; destruct H as [Y0 Y1]; apply le_le in Y0; apply le_le in Y1; rewrite Q2R_one in Y1.
    destruct (Rle_or_lt (Q2R y) d) as [L|L]; [apply (IH y); (lra || assumption)|].
    destruct (reach_low c _ _ _ _) as [r|] eqn:U; [|discriminate].
    apply (reach_low_sound _ (S N) _ _ y) in U; [|exact HN|lia|lra].
    apply le_le in E; rewrite Q2R_minus, Q2R_plus, Q2R_mult, Q2R_minus, Q2R_one, cost_at_value, linear_at_value in E.
    pose proof (far m K0 K1 S0 N f (floor_rises _ _ K B0 From Before) (Q2R x) (Q2R y) d ltac:(lra) ltac:(lra)) as Fa.
    destruct depth_value as [M0 MA].
    pose proof (agreement_unit m K0 K1 (Q2R y) ltac:(lra)) as Qy.
    pose proof (mean_le (agreement m (Q2R y)) Qy (S N) f (fun j => (Q2R (intercept c) + Q2R (rate c) * INR j) +
      Q2R (depth c) * (1 - passes K j))) as Mf.
    specialize (Mf ltac:(intros j _; apply (floor_below _ _ K B0); assumption)).
    rewrite mean_plus, mean_scale, linear_mean, mean_complement in Mf; fold (reach (agreement m (Q2R y)) (S N) K) in Mf.
    pose proof (Rmult_le_compat_l _ _ _ M0 U); lra.
Qed.

Hypothesis A1 : Q2R (low c) <= 1.

Lemma climbing_sound l : climbing m c l = true -> forall x wu wd t, l = (x, wu, wd) :: t ->
  0 <= Q2R x <= Q2R (low c) /\ forall d, Q2R x <= d <= Q2R (low c) -> payoff m N f d <= payoff m N f (Q2R (low c)).
Proof.
  induction l as [|[[x wu] wd] l IH]; intros H x' wu' wd' t' E; [discriminate|].
  injection E as <- <- <- <-; cbn [climbing] in H.
  apply both in H; destruct H as [H T]; apply both in H; destruct H as [H E].
  apply both in H; destruct H as [X0 XY]; apply le_le in X0; apply le_le in XY; rewrite Q2R_zero in X0.
  set (y := match l with [] => low c | (y, _, _) :: _ => y end) in *.
  assert (Next : Q2R y <= Q2R (low c) /\
    forall d, Q2R y <= d <= Q2R (low c) -> payoff m N f d <= payoff m N f (Q2R (low c))).
  { unfold y; destruct l as [|[[z wz] wz'] l].
    - split; [lra|]; intros d Hd; replace d with (Q2R (low c)) by lra; lra.
    - destruct (IH T z wz wz' l eq_refl) as [R P]; split; [lra|exact P]. }
  destruct Next as [Ya Next]; split; [lra|]; intros d Hd.
  destruct (Rle_or_lt (Q2R y) d) as [L|L]; [apply Next; lra|].
  apply Rle_trans with (payoff m N f (Q2R y)); [|apply Next; lra].
  apply (rises_to m K0 S0 N f (Q2R x) (Q2R y)); [exact X0|lra| |lra].
  intros z Hz; destruct (reach_low c _ _ _ _) as [r|] eqn:U; [|discriminate].
  apply (reach_low_sound _ N _ _ x) in U; [|lia|exact Inside|lra].
  apply le_le in E; rewrite !Q2R_mult, whole, signals_value, target_at_value in E by exact K0.
  pose proof (agreement_unit m K0 K1 z ltac:(lra)) as Qz; pose proof (agreement_unit m K0 K1 (Q2R x) ltac:(lra)) as Qx.
  pose proof (agreement_rises m K0 (Q2R x) z ltac:(lra)) as Rz.
  destruct (slope_range _ Qz) as [Lo _]; eapply Rle_trans; [exact E|]; eapply Rle_trans; [|exact Lo].
  rewrite Rmult_assoc; apply Rmult_le_compat_l; [apply pos_INR|]; apply Rmult_le_compat_l; [exact B0|].
  apply Rle_trans with (reach (agreement m (Q2R x)) N K); [exact U|].
  apply mean_rises; [|lra|lra]; intros j; unfold passes, below.
  destruct (Nat.ltb_spec j K), (Nat.ltb_spec (S j) K); (lia || lra).
Qed.
End Sound.

Theorem check_floor_sound m c : check_floor m c = true ->
  gap_at_most m any_pay (Pos.to_nat (signals c)) (Q2R (claim c)).
Proof.
  intros H; unfold check_floor in H; cbv zeta in H.
  apply both in H; destruct H as [H Pay]; apply both in H; destruct H as [H Right].
  apply both in H; destruct H as [H Climb]; apply both in H; destruct H as [H Far].
  apply both in H; destruct H as [H Part]; apply both in H; destruct H as [H Fb].
  apply both in H; destruct H as [H B1]; apply both in H; destruct H as [H AB].
  apply both in H; destruct H as [H A0]; apply both in H; destruct H as [H Bf].
  apply both in H; destruct H as [H Fr]; apply both in H; destruct H as [H Cn].
  apply both in H; destruct H as [H C0]; apply both in H; destruct H as [H D0].
  apply both in H; destruct H as [H Ra].
  destruct (economy_in_range_sound m H) as [K0 [K1 [S0 W0]]].
  apply Z.leb_le in D0; apply Z.leb_le in C0; apply Z.ltb_lt in Cn.
  apply le_le in Ra; apply le_le in Fr; apply le_le in A0; apply le_le in AB; apply le_le in B1; apply le_le in Part;
    apply le_le in Right; apply le_le in Pay.
  set (N := pred (Pos.to_nat (signals c))); set (K := Z.to_nat (cut c)).
  assert (HN : Zpos (signals c) = Z.of_nat (S N)) by (unfold N; lia).
  assert (HK : cut c = Z.of_nat K) by (unfold K; lia).
  assert (Inside : (K <= N)%nat) by lia.
  replace (Pos.to_nat (signals c)) with (S N) by (unfold N; lia).
  rewrite Q2R_plus, Q2R_mult, whole, HK, <- INR_IZR_INZ in Fr; rewrite Q2R_zero in *; rewrite Q2R_one in *.
  assert (Before : (0 < K)%nat -> Q2R (intercept c) + Q2R (rate c) * (INR K - 1) <= 0).
  { intros P; apply either in Bf; destruct Bf as [Z0|Bf]; [apply Z.eqb_eq in Z0; lia|].
    apply le_le in Bf; rewrite Q2R_plus, Q2R_mult, whole, HK, minus_IZR, <- INR_IZR_INZ, Q2R_zero in Bf; exact Bf. }
  set (f := floor_utility (Q2R (intercept c)) (Q2R (rate c)) K).
  pose proof (signals_value c N HN) as Sig.
  assert (Low : forall q, 0 <= q <= 1 -> Q2R (intercept c) + Q2R (rate c) * (INR (S N) * q) <= mean q (S N) f).
  { intros q Hq; rewrite <- linear_mean; apply mean_le; [exact Hq|]; intros j _; apply floor_above; assumption. }
  set (a := Q2R (low c)) in *; set (b := Q2R (high c)) in *.
  assert (Val : Q2R (Qred (linear_at m c (low c) - cost_at m (low c))) <= payoff m N f a).
  { rewrite Q2R_red, Q2R_minus, cost_at_value, (linear_at_value m c N HN); unfold payoff; fold a.
    pose proof (Low _ (agreement_unit m K0 K1 a ltac:(lra))); lra. }
  apply (located m K0 K1 W0 N f (floor_least _ _ K Ra Fr) (floor_rises _ _ K Ra Fr Before) any_pay a b (Q2R (most c))).
  - lra.
  - lra.
  - exact I.
  - assert (Up : Q2R (turn c) <= a /\ forall d, Q2R (turn c) <= d <= a -> payoff m N f d <= payoff m N f a).
    { unfold turn; destruct (climbs c) as [|[[x wu] wd] l] eqn:El.
      - split; [unfold a; lra|]; intros d Hd; replace d with a by (unfold a in *; lra); lra.
      - destruct (climbing_sound m c N K HN HK Inside K0 K1 S0 Ra D0 Fr Before ltac:(fold a; lra) _ Climb x wu wd l eq_refl)
          as [R P]; fold a f in R, P; split; [lra|exact P]. }
    destruct Up as [Ta Up]; intros d Hd; destruct (Rlt_or_le d (Q2R (turn c))) as [L|L]; [|apply Up; lra].
    pose proof (far_below_sound m c N K HN HK Inside K0 K1 S0 Ra D0 Fr Before _ _ _ 0%Q ltac:(rewrite Q2R_zero; lra) Far d
      ltac:(rewrite Q2R_zero; lra)) as Fa.
    fold f in Fa; lra.
  - intros d Hd; apply (falls_from m K0 S0 N f b 1); [lra|lra| |lra].
    intros x Hx; rewrite Q2R_mult, whole, Sig, target_at_value in Right by exact K0; fold b in Right.
    destruct (slope_range c N K Ra Fr Before (agreement m x) (agreement_unit m K0 K1 x ltac:(lra))) as [_ Hi].
    fold f in Hi; lra.
  - lra.
  - intros e He; apply (seen_at_most_sound m _ _ _ e Fb He).
  - assert (Sq : mean (agreement m b) (S N) (fun j => f j * f j) <=
      (Q2R (intercept c) + Q2R (rate c) * (INR (S N) * agreement m b)) *
      (Q2R (intercept c) + Q2R (rate c) * (INR (S N) * agreement m b)) +
      Q2R (rate c) * Q2R (rate c) * (INR (S N) * (agreement m b * (1 - agreement m b)))).
    { rewrite <- linear_square; apply mean_le; [apply agreement_unit; lra|]; intros j _; apply floor_square. }
    repeat (rewrite Q2R_plus in Pay || rewrite Q2R_minus in Pay || rewrite Q2R_mult in Pay ||
      rewrite (linear_at_value m c N HN) in Pay || rewrite whole in Pay || rewrite agreement_at_value in Pay ||
      rewrite Q2R_one in Pay).
    rewrite Sig in Pay; fold a b in Pay; lra.
Qed.

Theorem check_floors_sound m cs : forallb (check_floor m) cs = true ->
  upper_ends m any_pay (map (fun c => (signals c, claim c)) cs).
Proof.
  intros H n u I; apply in_map_iff in I; destruct I as [c [E I]]; injection E as <- <-.
  apply check_floor_sound; rewrite forallb_forall in H; apply H, I.
Qed.

(** All that a file needs: the economy [m] and the certificates [cs] are written out. *)
Ltac prove_floor_ends m cs := refine (check_floors_sound m cs _); computed.

(** Twins that the checker has to reject: another slope of pay, a bolder claim. *)
Definition with_rate (c : floor_certificate) (b : Q) : floor_certificate :=
  FloorCertificate (signals c) (claim c) (intercept c) b (cut c) (low c) (high c) (most c) (most_near c) (most_bend c)
    (digits c) (stretches c) (climbs c).
Definition with_claim (c : floor_certificate) (u : Q) : floor_certificate :=
  FloorCertificate (signals c) u (intercept c) (rate c) (cut c) (low c) (high c) (most c) (most_near c) (most_bend c)
    (digits c) (stretches c) (climbs c).
